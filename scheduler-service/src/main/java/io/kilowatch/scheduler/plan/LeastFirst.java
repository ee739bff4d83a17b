package io.kilowatch.scheduler.plan;

/**
 * Brings those to the front that have the least keys (quickselect: Hoare, Algorithm 65, Find,
 * Communications of the ACM 4, 1961).
 */
final class LeastFirst {

  private LeastFirst() {}

  /**
   * Arranges the first ones of an array so that some of the least keys come first, in any order,
   * and the largest of these last among them.
   *
   * @param numbers of the keys, to be arranged
   * @param count how many of them there are
   * @param wanted how many are to come first, at least one and at most all
   */
  static void arrange(int[] numbers, int count, int wanted, double[] keys) {
    int low = 0;
    int high = count - 1;
    int target = wanted - 1;
    while (low < high) {
      double pivot = keys[numbers[(low + high) >>> 1]];
      int left = low;
      int right = high;
      while (left <= right) {
        while (keys[numbers[left]] < pivot) {
          left++;
        }
        while (keys[numbers[right]] > pivot) {
          right--;
        }
        if (left <= right) {
          int swapped = numbers[left];
          numbers[left++] = numbers[right];
          numbers[right--] = swapped;
        }
      }
      if (target <= right) {
        high = right;
      } else if (target >= left) {
        low = left;
      } else {
        return;
      }
    }
  }
}

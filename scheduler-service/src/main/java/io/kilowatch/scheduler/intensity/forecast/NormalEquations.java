package io.kilowatch.scheduler.intensity.forecast;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Least squares with a ridge (Hoerl and Kennard, Ridge Regression, Technometrics 12, 1970), as sums
 * over rows that come one by one and count for less the older they are.
 */
final class NormalEquations {

  private final int columns;
  private final double ridge;

  /** Of products of columns; only on and below the diagonal. */
  private final double[] squares;

  private final double[] products;

  NormalEquations(int columns, double ridge) {
    this.columns = columns;
    this.ridge = ridge;
    this.squares = new double[columns * columns];
    this.products = new double[columns];
  }

  void add(double[] row, double target) {
    for (int i = 0; i < columns; i++) {
      double factor = row[i];
      if (factor == 0) {
        continue; // Most are indicators of an hour that it is not.
      }
      int place = i * columns;
      for (int j = 0; j <= i; j++) {
        squares[place + j] += factor * row[j];
      }
      products[i] += factor * target;
    }
  }

  /** Has all rows so far count for so much of what they did. */
  void fade(double factor) {
    for (int i = 0; i < squares.length; i++) {
      squares[i] *= factor;
    }
    for (int i = 0; i < columns; i++) {
      products[i] *= factor;
    }
  }

  /** The coefficients, one for each column. */
  double[] solve() {
    DMatrixRMaj matrix = new DMatrixRMaj(columns, columns);
    for (int i = 0; i < columns; i++) {
      for (int j = 0; j <= i; j++) {
        double value = squares[i * columns + j];
        matrix.unsafe_set(i, j, value);
        matrix.unsafe_set(j, i, value);
      }
      matrix.add(i, i, ridge);
    }
    LinearSolverDense<DMatrixRMaj> cholesky = LinearSolverFactory_DDRM.chol(columns);
    if (!cholesky.setA(matrix)) {
      throw new ArithmeticException("a matrix with a ridge has a Cholesky decomposition");
    }
    DMatrixRMaj coefficients = new DMatrixRMaj(columns, 1);
    cholesky.solve(new DMatrixRMaj(columns, 1, true, products), coefficients);
    return coefficients.getData();
  }
}

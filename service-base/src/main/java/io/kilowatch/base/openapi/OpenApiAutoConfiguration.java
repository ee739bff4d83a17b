package io.kilowatch.base.openapi;

import io.kilowatch.base.security.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * Makes what describes the API when somebody asks for it. At the start it would cost each service
 * 800 classes and their objects, some ten megabytes, and most are never asked.
 */
@AutoConfiguration
public class OpenApiAutoConfiguration {

  private static final String LIBRARY = "org.springdoc.";

  private static final String RESOURCE = "openApiResource";

  /** Nobody injects these: being made, they teach the library how to describe types. */
  private static final String[] TEACHERS = {"modelConverterRegistrar", "initExtraSchemas"};

  @Bean
  static BeanFactoryPostProcessor lazyOpenApi() {
    return beans -> {
      for (String name : beans.getBeanDefinitionNames()) {
        BeanDefinition definition = beans.getBeanDefinition(name);
        if (ofLibrary(definition.getBeanClassName())
            || ofLibrary(definition.getFactoryBeanName())) {
          definition.setLazyInit(true);
        }
      }
      if (beans.containsBeanDefinition(RESOURCE)) {
        beans.getBeanDefinition(RESOURCE).setDependsOn(TEACHERS);
      }
    };
  }

  /** Who calls is known from the token and is nothing to be sent. */
  @Bean
  @Lazy
  RecordNullness recordNullness() {
    SpringDocUtils.getConfig().addRequestWrapperToIgnore(CurrentUser.class);
    return new RecordNullness();
  }

  private static boolean ofLibrary(@Nullable String name) {
    return name != null && name.startsWith(LIBRARY);
  }
}

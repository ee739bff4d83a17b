package io.kilowatch.base.openapi;

import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.base.security.PublicPaths;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Makes what describes the API when somebody asks for it. At the start it would cost each service
 * 800 classes and their objects, some ten megabytes, and most are never asked.
 */
@AutoConfiguration
public class OpenApiAutoConfiguration {

  private static final String LIBRARY = "org.springdoc.";

  private static final String RESOURCE = "openApiResource";

  /** Where the document is besides its own path. */
  private static final String ALIASES = "${kilowatch.openapi-aliases:}";

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

  /** One document for all parts of the API that a service has, below each of them. */
  @Bean
  WebMvcConfigurer openApiAliases(
      @Value("${springdoc.api-docs.path:/v3/api-docs}") String document,
      @Value(ALIASES) String[] aliases) {
    return new WebMvcConfigurer() {
      @Override
      public void addViewControllers(ViewControllerRegistry views) {
        // Before the endpoints, to which the last part of the path may be an id.
        views.setOrder(Ordered.HIGHEST_PRECEDENCE);
        for (String alias : aliases) {
          views.addViewController(alias).setViewName("forward:" + document);
        }
      }
    };
  }

  @Bean
  PublicPaths publicOpenApiAliases(@Value(ALIASES) String[] aliases) {
    return new PublicPaths(aliases);
  }

  private static boolean ofLibrary(@Nullable String name) {
    return name != null && name.startsWith(LIBRARY);
  }
}

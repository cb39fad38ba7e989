package dev.gantry.jenkins;

import com.lesfurets.jenkins.unit.MethodSignature;
import com.lesfurets.jenkins.unit.PipelineTestHelper;
import groovy.lang.Closure;
import java.util.Map;
import org.codehaus.groovy.runtime.InvokerInvocationException;

/** Where steps are made known to a pipeline, and where they run the blocks they were given. */
record StepDesk(PipelineTestHelper helper) {
  void takes(String name, Step.Deed deed, Class<?>... arguments) {
    helper.registerAllowedMethod(MethodSignature.method(name, arguments), new Step(deed));
  }

  Object run(Object block) {
    try {
      return helper.callClosure((Closure<?>) block);
    } catch (InvokerInvocationException wrapped) {
      if (wrapped.getCause() instanceof RuntimeException broken) {
        throw broken;
      }
      throw wrapped;
    }
  }

  static Map<?, ?> map(Object value) {
    return (Map<?, ?>) value;
  }

  static String text(Object value) {
    return String.valueOf(value);
  }
}

package dev.engram.app.onnx;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/**
 * An operation that a layer asked for.
 *
 * @param operation the name of the method
 */
record KernelCall(String operation, List<Object> arguments) {
    /** Returns the first argument of a type. */
    <T> T argument(Class<T> type) {
        return arguments.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    /**
     * Returns an object that computes nothing and adds each call that returns nothing to a list. Other calls return
     * such an object, 0, false or null.
     */
    static <T> T record(Class<T> type, List<KernelCall> calls) {
        return type.cast(
                Proxy.newProxyInstance(KernelCall.class.getClassLoader(), new Class<?>[] {type}, new Recorder(calls)));
    }

    private record Recorder(List<KernelCall> calls) implements InvocationHandler {
        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) {
            Class<?> type = method.getReturnType();
            if (type == void.class) {
                List<Object> given = new ArrayList<>();
                for (Object a : arguments == null ? new Object[0] : arguments) {
                    if (a != null) {
                        given.add(a);
                    }
                }
                calls.add(new KernelCall(method.getName(), List.copyOf(given)));
                return null;
            }
            if (type.isInterface()) {
                return KernelCall.record(type, calls);
            }
            if (type == int.class) {
                return 0;
            }
            return type == boolean.class ? false : null;
        }
    }
}

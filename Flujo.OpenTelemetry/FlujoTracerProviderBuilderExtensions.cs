using Flujo;

namespace OpenTelemetry.Trace;

/// <summary>Puts Flujo among the sources of a host's tracer provider.</summary>
public static class FlujoTracerProviderBuilderExtensions
{
    /// <summary>Makes each run and step an Activity of the source <c>Flujo</c>, which the host samples, processes and exports like all others. The store has every span
    /// in any case, under the same trace and span ids.</summary>
    /// <param name="builder">The provider that is being built.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException">There is no builder.</exception>
    public static TracerProviderBuilder AddFlujoInstrumentation(this TracerProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddSource(FlujoTrace.ActivitySourceName);
    }
}

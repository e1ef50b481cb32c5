using Flujo;
using Flujo.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts Flujo among the services of a host.</summary>
public static class FlujoServiceCollectionExtensions
{
    /// <summary>
    /// Settings come from the section <c>Flujo</c> of the host's configuration, then from <paramref name="configure"/>, and are applied when the host starts, before its other
    /// services do: a span that comes earlier is recorded with the defaults, and a note says so. Log lines that are written inside a run carry the scope values
    /// <c>FlujoRunId</c> and <c>FlujoSpanId</c>. What was recorded is in the store when the host has stopped. To call it again adds settings.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Changes settings; null for none.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException">There are no services.</exception>
    public static IServiceCollection AddFlujo(this IServiceCollection services, Action<FlujoOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<FlujoOptions>, ConfiguredFlujo>(
            static provider => new ConfiguredFlujo(provider.GetService<IConfiguration>())));
        services.TryAddSingleton<IExternalScopeProvider, FlujoScopeProvider>();
        if (!services.Any(static each => each.ImplementationType == typeof(FlujoHostedService)))
        {
            services.AddHostedService<FlujoHostedService>();
        }

        return configure is null ? services : services.Configure(configure);
    }
}

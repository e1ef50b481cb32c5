using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Flujo.Hosting;

/// <summary>
/// Reads the section <c>Flujo</c> of a host's configuration. By hand, because a setting that makes no sense must name itself, and because the binder needs
/// reflection.
/// </summary>
internal sealed class ConfiguredFlujo(IConfiguration? configuration) : IConfigureOptions<FlujoOptions>
{
    private const string Section = "Flujo";

    /// <exception cref="InvalidOperationException">A value makes no sense, or there is no such setting.</exception>
    public void Configure(FlujoOptions options)
    {
        if (configuration is null)
        {
            return;
        }

        foreach (IConfigurationSection setting in configuration.GetSection(Section).GetChildren())
        {
            Apply(options, setting);
        }
    }

    private static void Apply(FlujoOptions options, IConfigurationSection setting)
    {
        switch (setting.Key.ToUpperInvariant())
        {
            case "ENABLED":
                options.Enabled = Read(setting, bool.Parse, "true or false");
                break;
            case "STORE":
                options.Store = setting.Value;
                break;
            case "IMPLICITRUNS":
                options.ImplicitRuns = Read(setting, ReadSampling, "true, false, or a share from 0 to 1");
                break;
            case "MAXJOURNALBYTES":
                options.MaxJournalBytes = Read(setting, static text => long.Parse(text, CultureInfo.InvariantCulture), "a number of bytes");
                break;
            case "MAXBLOCK":
                options.MaxBlock = Read(setting, static text => TimeSpan.Parse(text, CultureInfo.InvariantCulture), "a time such as 00:00:00.250");
                break;
            case "MAXPAYLOADBYTES":
                options.MaxPayloadBytes = Read(setting, static text => int.Parse(text, CultureInfo.InvariantCulture), "a number of bytes");
                break;
            case "MAXTEXTBYTES":
                options.MaxTextBytes = Read(setting, static text => int.Parse(text, CultureInfo.InvariantCulture), "a number of bytes");
                break;
            case "SECRETS":
                foreach (IConfigurationSection secret in setting.GetChildren())
                {
                    options.Secrets.Add(secret.Value ?? "");
                }

                break;
            default:
                throw new InvalidOperationException(
                    $"{setting.Path} is no setting of Flujo. They are Enabled, Store, ImplicitRuns, MaxJournalBytes, MaxBlock, MaxPayloadBytes, MaxTextBytes and Secrets; " +
                    "others are set in code: services.AddFlujo(options => …)");
        }
    }

    private static FlujoSampling ReadSampling(string text) =>
        bool.TryParse(text, out bool all) ? all : double.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>The value is not repeated: a configuration may hold secrets in wrong places.</summary>
    private static T Read<T>(IConfigurationSection setting, Func<string, T> parse, string expected)
    {
        try
        {
            return parse(setting.Value ?? "");
        }
        catch (Exception error) when (error is FormatException or OverflowException or ArgumentException)
        {
            throw new InvalidOperationException($"{setting.Path} is not {expected}");
        }
    }
}

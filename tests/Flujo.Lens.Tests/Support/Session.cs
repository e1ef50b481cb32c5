using System.Text.Json;
using Flujo.Lens.Terminal;

namespace Flujo.Lens.Tests.Support;

/// <summary>One lens session in this process: what was written where, and the exit code.</summary>
internal sealed record Session(int ExitCode, string Output, string Error)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>Piped, as a script sees it.</summary>
    public static Session Run(TestStore store, params string[] args) => Run(store.Path, new Setting(), args);

    /// <summary>On a terminal of 80 columns, without colours.</summary>
    public static Session OnTerminal(TestStore store, params string[] args) =>
        Run(store.Path, new Setting { IsTerminal = true }, args);

    /// <summary>On a terminal of 80 columns, with colours.</summary>
    public static Session InColour(TestStore store, params string[] args) =>
        Run(store.Path, new Setting { IsTerminal = true, Colour = true }, args);

    /// <summary>With the store named by the environment, as a shell would have it, or by nothing.</summary>
    public static Session Run(string? store, Setting setting, params string[] args)
    {
        var output = new StringWriter { NewLine = "\n" };
        var error = new StringWriter { NewLine = "\n" };
        int exitCode = LensApp.Run(["lens", .. args], new LensContext
        {
            Out = output,
            Error = error,
            Clock = new FixedClock(setting.Now),
            IsTerminal = setting.IsTerminal,
            Colour = setting.Colour,
            Width = setting.Width,
            Variable = name => name switch
            {
                "FLUJO_STATE_URI" => store,
                "FLUJO_LENS_TIMEOUT" => setting.Timeout,
                "OTLP_ENDPOINT" => setting.Endpoint,
                _ => null,
            },
        });
        return new Session(exitCode, output.ToString(), error.ToString());
    }
}

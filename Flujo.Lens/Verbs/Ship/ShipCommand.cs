using System.CommandLine;
using Flujo.Lens.Terminal;

namespace Flujo.Lens.Verbs.Ship;

/// <summary>Parsing and help of <c>lens ship</c>.</summary>
internal static class ShipCommand
{
    public static Command Create(LensContext context, CommonOptions common)
    {
        var command = new VerbCommand("ship", "Send over OTLP what was not delivered yet; the variables say where to. Waits up to --timeout, here 60 seconds by default.")
        {
            Examples =
            [
                ("OTLP_ENDPOINT=http://localhost:4318 flujo lens ship", "send what is left to a collector"),
                ("flujo lens ship --timeout 300", "try for five minutes"),
                ("flujo lens ship --json | jq .delivered", "how many spans arrived"),
            ],
        };
        command.SetAction(parsed => ShipHandler.Run(context, new ShipOptions(common.Read(parsed))));
        return command;
    }
}

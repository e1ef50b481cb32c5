using System.CommandLine;
using Flujo.Lens.Terminal;

namespace Flujo.Lens.Verbs.Audit;

/// <summary>Parsing and help of <c>lens audit</c>.</summary>
internal static class AuditCommand
{
    private const int DefaultLimit = 50;

    public static Command Create(LensContext context, CommonOptions common)
    {
        Argument<string> id = RunIdArgument.Create();
        id.Arity = ArgumentArity.ZeroOrOne;
        ValueOption limit = Values.Integer("--limit", "At most so many entries", least: 1, DefaultLimit);
        var command = new VerbCommand("audit", "Show who looked at runs with lens, and who deleted some; the newest first.")
        {
            Examples =
            [
                ("flujo lens audit", "the last fifty entries"),
                ("flujo lens audit 4f0c", "who looked at one run"),
            ],
        };
        command.Add(id);
        command.Add(limit.Symbol);
        command.SetAction(parsed => AuditHandler.Run(context, new AuditOptions(common.Read(parsed), parsed.GetValue(id), (int)limit.Read(parsed)!)));
        return command;
    }
}

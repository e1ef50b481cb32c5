using System.CommandLine;
using Flujo.Lens.Terminal;

namespace Flujo.Lens.Verbs;

/// <summary>The options of every verb. They may stand before the verb or after it.</summary>
internal sealed class CommonOptions(LensContext context)
{
    private readonly Option<string?> _db = new("--db")
    {
        Description = "The store: a path or a sqlite: URI [default: FLUJO_STATE_URI, else flujo_ops.db here]",
        HelpName = "PATH_OR_URI",
        Recursive = true,
    };

    private readonly Flag _json = new("--json", "Answer with one JSON document that has every field");

    private readonly Flag _utc = new("--utc", "Exact times in UTC, on a terminal too");

    private readonly ValueOption _timeout =
        Values.Seconds("--timeout", "Give up after so many seconds [default: FLUJO_LENS_TIMEOUT, else 10]");

    public void AddTo(Command lens)
    {
        lens.Add(_db);
        foreach (Flag flag in (ReadOnlySpan<Flag>)[_json, _utc])
        {
            flag.Symbol.Recursive = true;
            lens.Add(flag.Symbol);
        }

        _timeout.Symbol.Recursive = true;
        lens.Add(_timeout.Symbol);
    }

    public LensSettings Read(ParseResult parsed)
    {
        context.ExactTimes = _utc.Read(parsed);
        return new LensSettings
        {
            Db = parsed.GetValue(_db),
            Json = _json.Read(parsed),
            TimeoutSeconds = (double?)_timeout.Read(parsed),
        };
    }
}

using System.CommandLine;

namespace Flujo.Lens.Verbs;

/// <summary>The options of every verb. They may stand before the verb or after it.</summary>
internal sealed class CommonOptions
{
    private readonly Option<string?> _db = new("--db")
    {
        Description = "The store: a path or a sqlite: URI [default: FLUJO_STATE_URI, else flujo_ops.db here]",
        HelpName = "PATH_OR_URI",
        Recursive = true,
    };

    private readonly Option<bool> _json = new("--json")
    {
        Description = "Answer with one JSON document that has every field",
        Recursive = true,
    };

    private readonly ValueOption<double?> _timeout =
        Values.Seconds("--timeout", "Give up after so many seconds [default: FLUJO_LENS_TIMEOUT, else 10]");

    public void AddTo(Command lens)
    {
        lens.Add(_db);
        lens.Add(_json);
        _timeout.Symbol.Recursive = true;
        lens.Add(_timeout.Symbol);
    }

    public LensSettings Read(ParseResult parsed) => new()
    {
        Db = parsed.GetValue(_db),
        Json = parsed.GetValue(_json),
        TimeoutSeconds = _timeout.Read(parsed),
    };
}

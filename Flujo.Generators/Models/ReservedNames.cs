namespace Flujo.Generators.Models;

/// <summary>The simple names that a wrapper uses for itself; parameters and type parameters of the same name get another.</summary>
internal static class ReservedNames
{
    public const string CallSites = "CallSites";
    public const string CallSite = "callSite";
    public const string Receiver = "@this";
    public const string Step = "step";
    public const string Result = "result";
    public const string Error = "error";
    public const string FirstError = "firstError";
    public const string FirstTask = "firstTask";
    public const string Started = "started";
    public const string Body = "body";
    public const string Input = "input";
    public const string Sink = "sink";
    public const string Outcome = "outcome";
    public const string Usage = "usage";

    private const string CallPrefix = "Call";
    private const string TracedPrefix = "Traced";
    private const string AttemptsPrefix = "Attempts";
    private const string AccessPrefix = "Access";
    private const string ForeignPrefix = "Step";

    private static readonly string[] Locals = [CallSites, CallSite, Step, Result, Error, FirstError, FirstTask, Started, Body, Input, Sink, Outcome, Usage, "this", "nameof"];
    private static readonly string[] Prefixes = [CallPrefix, TracedPrefix, AttemptsPrefix, AccessPrefix, ForeignPrefix];

    public static string Call(int call, string method) => $"{CallPrefix}{call}_{method}";

    public static string Traced(int index, string method) => $"{TracedPrefix}{index}_{method}";

    public static string Attempts(int index, string method) => $"{AttemptsPrefix}{index}_{method}";

    public static string Foreign(int index) => $"{ForeignPrefix}{index}";

    public static string Access(int index) => $"{AccessPrefix}{index}";

    /// <summary>The name itself, or one like it that is not reserved.</summary>
    public static string Avoid(string name)
    {
        string bare = name.TrimStart('@');
        bool isReserved = Locals.Contains(bare) || Prefixes.Any(each => bare.StartsWith(each, StringComparison.Ordinal));
        return isReserved ? bare + "_" : name;
    }
}

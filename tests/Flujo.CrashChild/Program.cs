using Flujo.CrashChild;

// The program that the tests of durability start, and mostly kill. FLUJO_STATE_URI names the store; the first argument says what to do.
return args switch
{
    ["crash", string reports, string seed, string threads] => CrashWork.Run(reports, int.Parse(seed), int.Parse(threads), recovers: true),
    ["crash_early", string reports, string seed, string threads] => CrashWork.Run(reports, int.Parse(seed), int.Parse(threads), recovers: false),
    ["crash_by", string reports, string seed, string threads, string way] =>
        CrashWork.Run(reports, int.Parse(seed), int.Parse(threads), recovers: false, Deaths.Of(way)),
    ["resume", string runId] => ResumeWork.Run(runId),
    ["hoard", string reports, string seed, string spans] => HoardWork.Run(reports, int.Parse(seed), int.Parse(spans)),
    ["burst", string seconds] => BurstWork.Run(TimeSpan.FromSeconds(double.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture))),
    ["fill", string spans] => FillWork.Run(int.Parse(spans), TimeSpan.FromSeconds(10)),
    ["fill", string spans, string patience] => FillWork.Run(int.Parse(spans), TimeSpan.FromMilliseconds(int.Parse(patience))),
    ["crowd", string bytes] => CrowdWork.Run(long.Parse(bytes)),
    ["recover", string store] => RecoverWork.Run(store),
    ["many", string runs] => LongWork.RunMany(int.Parse(runs)),
    ["long", string spans] => LongWork.Run(int.Parse(spans)),
    ["short", string patience] => ShortWork.Run(TimeSpan.FromMilliseconds(int.Parse(patience))),
    ["secrets", string corpus] => SecretsWork.Run(corpus),
    ["exit", string way] => ExitWork.Run(way),
    ["outlived"] => OutlivedWork.Run(),
    _ => 64,
};

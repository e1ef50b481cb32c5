using Flujo.CrashChild;

// The program that the tests of durability start, and mostly kill. FLUJO_STATE_URI names the store; the first argument says what to do.
return args switch
{
    ["crash", string reports, string seed, string threads] => CrashWork.Run(reports, int.Parse(seed), int.Parse(threads)),
    ["hoard", string reports, string seed, string spans] => HoardWork.Run(reports, int.Parse(seed), int.Parse(spans)),
    ["burst", string seconds] => BurstWork.Run(TimeSpan.FromSeconds(double.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture))),
    ["crowd", string bytes] => CrowdWork.Run(long.Parse(bytes)),
    ["recover", string store] => RecoverWork.Run(store),
    ["long", string spans] => LongWork.Run(int.Parse(spans)),
    ["short", string patience] => ShortWork.Run(TimeSpan.FromMilliseconds(int.Parse(patience))),
    ["secrets", string corpus] => SecretsWork.Run(corpus),
    ["exit", string way] => ExitWork.Run(way),
    ["outlived"] => OutlivedWork.Run(),
    _ => 64,
};

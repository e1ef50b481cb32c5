using System.Collections.Frozen;

namespace DocumentDigest.Text;

/// <summary>English words that say nothing about what a text is about.</summary>
internal static class StopWords
{
    private static readonly FrozenSet<string> Words = """
        a about above across after again against all almost alone along already also although always am among an and
        another any anyone anything are aren't around as at away back be became because become been before began behind being below
        between both but by can can't cannot come could couldn't did didn't do does doesn't doing don't done down during each
        either else enough even ever every everything far few first for from further get give given go goes going gone got had
        hardly has hasn't have haven't having he hence her here hers herself him himself his how however i if in indeed instead into
        is isn't it it's its itself just keep kept know known last later least less let like likely little long made make makes
        making many may maybe me might mine more most mostly much must my myself near nearly need needs neither never next no
        nobody none nor not nothing now of off often on once one only onto or other others otherwise our ours out over own
        part per perhaps put quite rather really said same say says see seem seemed seems several shall she should shouldn't
        since so some someone something sometimes soon still such take taken takes than that that's the their theirs them
        themselves then there therefore these they thing things this those though through thus to together too took toward
        towards two three under until up upon us use used uses using usually very was wasn't way we well went were weren't
        what whatever when where whether which while who whole whom whose why will with within without won't would
        wouldn't yet you your yours yourself new old good great small large high low second time times
        four five six seven eight nine ten dozen twenty hundred hundreds thousand thousands half e.g i.e etc vs
        """
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .ToFrozenSet(StringComparer.Ordinal);

    public static bool Contains(string lowerCaseWord) => Words.Contains(lowerCaseWord);
}

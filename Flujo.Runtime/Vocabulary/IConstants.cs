namespace Flujo.Vocabulary;

/// <summary>What stands behind the ids in records: of the living process, or read from a dead one's journal.</summary>
internal interface IConstants
{
    /// <summary>The text of a name, or null when the id is unknown.</summary>
    string? NameOf(uint id);

    /// <summary>The place of a call, or null when the id is unknown.</summary>
    CallSite? CallSiteOf(uint id);
}

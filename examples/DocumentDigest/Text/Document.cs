namespace DocumentDigest.Text;

/// <summary>A parsed document.</summary>
/// <param name="Name">Its path, for people.</param>
/// <param name="Title">Its first heading, else the file's name.</param>
/// <param name="Sections">What stands under each heading, in order.</param>
internal sealed record Document(string Name, string Title, IReadOnlyList<Section> Sections)
{
    public IEnumerable<Passage> Passages => Sections.SelectMany(section => section.Passages);
}

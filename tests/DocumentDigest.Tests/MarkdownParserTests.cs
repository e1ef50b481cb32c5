using DocumentDigest.Text;

namespace DocumentDigest.Tests;

public sealed class MarkdownParserTests
{
    [Fact]
    public void Prose_BecomesPassagesUnderItsHeading()
    {
        Document document = MarkdownParser.Parse("a.md", """
            # The sea

            The water rises and falls twice a day. It has done so for a long time.

            ## Tides

            The moon pulls at the water of the sea.
            """);

        Assert.Equal("The sea", document.Title);
        Assert.Equal(["The sea", "Tides"], document.Sections.Select(section => section.Heading));
        Assert.Equal([2, 1], document.Sections.Select(section => section.Passages.Count));
    }

    [Fact]
    public void CodeTablesAndComments_AreLeftOut()
    {
        Document document = MarkdownParser.Parse("a.md", """
            Only this one sentence is the document's prose.

            ```sh
            This sentence stands in a block of code here.
            ```

                This sentence is code by its indentation alone.

            | This sentence stands in a table of some kind. |
            <!-- This sentence stands in a comment
            of two lines and is not seen. -->
            """);

        Assert.Equal(["Only this one sentence is the document's prose."], Texts(document));
    }

    [Fact]
    public void InlineMarkup_IsRemovedAndItsTextKept()
    {
        Document document = MarkdownParser.Parse("a.md",
            "A **bold** word, a [link](https://example.org/x), `code_with_underscores` and _one more_ ![image](x.png) here.");

        Assert.Equal(["A bold word, a link, code_with_underscores and one more here."], Texts(document));
    }

    [Fact]
    public void ListItems_AreSentencesOfTheirOwn()
    {
        Document document = MarkdownParser.Parse("a.md", """
            - The first item is a sentence that goes
              on in the next line.
            - The second item is another sentence by itself.
            """);

        Assert.Equal(
            ["The first item is a sentence that goes on in the next line.", "The second item is another sentence by itself."],
            Texts(document));
    }

    [Fact]
    public void TextWithoutHeading_IsNamedAfterItsFile()
    {
        Document document = MarkdownParser.Parse("notes/plain.txt", "There is no heading above this one sentence.");

        Assert.Equal("plain", document.Title);
    }

    [Fact]
    public void EmptyText_HasNoPassage() => Assert.Empty(MarkdownParser.Parse("a.md", "").Passages);

    private static IEnumerable<string> Texts(Document document) => document.Passages.Select(passage => passage.Text);
}

using Flujo.Testing;
using Xunit;

namespace Flujo.Generators.Tests;

/// <summary>
/// Edits in one file that change what a call in another file means. The other file is looked at again only when a
/// declaration has changed, so each of these must count as one: else an editor would go on with what is no longer true.
/// </summary>
public sealed class StalenessTests
{
    private const string Declared = """
        using System.Collections.Generic;
        using Flujo;
        namespace Shop;
        public partial class Cart
        {
            private const int Limit = 1;
            public const int Small = 5;
            [FlujoStep] public IEnumerable<int> Items() { return []; }
            [FlujoStep] public void Add(byte x) { }
            [FlujoStep] public static int Count(object x) => 1;
            public Values Make() => new(1);
        }
        public struct Values(int seed)
        {
            public int Seed { get { return 1; } }
            public string Text { get { return ""; } set { } }
            public int Read() => 2;
        }
        public static class Pick
        {
            [FlujoStep] public static string One<T>(T x) where T : unmanaged => "unmanaged";
            public static string One(object x) => "object";
        }
        """;

    private const string Caller = """
        using Shop;
        public static class Caller
        {
            public static void Call(Cart cart)
            {
                cart.Items();
                cart.Add(Cart.Small);
                Cart.Count(cart.Make());
                Pick.One(cart.Make());
            }
        }
        """;

    private static readonly SourceCompilation Project = Generated.Project(("Declared.cs", Declared), ("Caller.cs", Caller));

    public static TheoryData<string, string> Edits => new()
    {
        { "{ return []; }", "{ yield return 1; }" },
        { "{ return []; }", "{ yield break; }" },
        { "Small = 5", "Small = 500" },
        { "public const int Small", "private const int Small" },
        { "public static int Count(object x) => 1;", "public static int Count(object x) => 1; public static int Count(Values x) => 1;" },
        { "[FlujoStep] public void Add", "public void Add" },
        { "public Values Make", "private Values Make" },
        { "namespace Shop;", "namespace Shop.Other;" },
        { "get { return \"\"; } set { }", "get { return field ?? \"\"; } set { }" },
        { "public int Read() => 2;", "public int Read() => seed;" },
        { "struct Values(int seed)", "struct Values(string seed)" },
        { "public static int Count", "private static int Count" },
        { "object x) => 1", "object y) => 1" },
        { "void Add(byte x)", "async void Add(byte x)" },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void EditedElsewhere_CallsAreLookedAtAgain(string from, string to)
    {
        Assert.Contains(from, Declared, StringComparison.Ordinal);
        SourceCompilation after = Project with
        {
            Files = new Dictionary<string, string>(Project.Files) { ["Declared.cs"] = Declared.Replace(from, to, StringComparison.Ordinal) },
        };
        GeneratorRun before = Generated.From(Project);

        GeneratorRun edited = Generated.Harness.Edit(before, after);

        Assert.Equal(Generated.From(after).Text, edited.Text);
    }

    [Fact]
    public void GlobalAliasComesElsewhere_StepIsFound()
    {
        SourceCompilation before = Generated.Project(("Usings.cs", ""), ("Steps.cs", "public static class Steps { [Mark] public static int One() => 1; public static int Call() => One(); }"));
        SourceCompilation after = before with
        {
            Files = new Dictionary<string, string>(before.Files) { ["Usings.cs"] = "global using MarkAttribute = Flujo.FlujoStepAttribute;" },
        };

        GeneratorRun edited = Generated.Harness.Edit(Generated.From(before), after);

        Assert.Equal(2, edited.Files.Count);
        Assert.Equal(Generated.From(after).Text, edited.Text);
    }

    [Fact]
    public void BodyElsewhereEdited_CallsAreNotLookedAtAgain()
    {
        SourceCompilation after = Project with
        {
            Files = new Dictionary<string, string>(Project.Files) { ["Declared.cs"] = Declared.Replace("return []", "return [1, 2]", StringComparison.Ordinal) },
        };

        Assert.Equal(["Methods", "SourceFiles"], Generated.Harness.Edit(Generated.From(Project), after).StagesThatRan);
    }
}

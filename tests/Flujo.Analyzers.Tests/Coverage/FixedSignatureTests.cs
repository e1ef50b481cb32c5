using System.Reflection;
using Flujo.Analyzers.Tests.Common;
using Flujo.Generators;
using Flujo.Testing;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Flujo.Analyzers.Tests.Coverage;

/// <summary>The public methods of a library that nobody here wrote, made partial as the fix does it: what compiled compiles.</summary>
public sealed class FixedSignatureTests
{
    private static readonly GeneratorHarness Generator = new(new FlujoGenerator(), []);

    [Theory]
    [InlineData("System.Net.Http")]
    [InlineData("xunit.v3.assert")]
    public async Task SignaturesOfALibrary_AllMadePartial_MakeNoNewError(string library)
    {
        SourceCompilation before = new()
        {
            Files = ForeignCode.Signatures(Assembly.Load(library)).ToDictionary(file => file.Path, file => file.Text),
            References = [References.Runtime, MetadataReference.CreateFromFile(Assembly.Load(library).Location)],
            Generator = new FlujoGenerator(),
        };
        (SourceCompilation after, int changed) = await AllStepsPartial.MakeAsync(before);

        Assert.True(changed >= 50, $"only {changed} methods");
        Assert.Equal([], Errors(after).Except(Errors(before)));
    }

    /// <summary>Without places, which move.</summary>
    private static IEnumerable<string> Errors(SourceCompilation source) => Generator.Run(source).Output.GetDiagnostics(TestContext.Current.CancellationToken)
        .Where(each => each.Severity == DiagnosticSeverity.Error)
        .Select(each => $"{each.Id} {Path.GetFileName(each.Location.SourceTree?.FilePath)} {each.GetMessage()}");
}

using Xunit;

namespace Flujo.Generators.Tests;

/// <summary>Each hard case of the instrumentation has a program in which it stands: a program that loses its case is found here.</summary>
public sealed class HardCaseTests
{
    public static TheoryData<string, string, string> Cases => new()
    {
        // the case, the program, how it stands there
        { "a stream that is left early", "Streams", @"await foreach[^}]+break;" },
        { "a stream that nobody enumerates", "Streams", @"_ = \w+[.\w]*\(" },
        { "the producer's place after each yield", "Streams", @"yield return[^}]+;\s[^}]*\bawait|StartStep" },
        { "a base call", "NotTraced", @"base\.\w+\(" },
        { "an expression tree", "Places", @"Expression<Func<" },
        { "a receiver that is a type parameter", "NotTraced", @"where T : ICounter" },
        { "a static abstract member", "NotTraced", @"static abstract" },
        { "an iterator", "Iterators", @"yield return" },
        { "a method that returns a collection", "Iterators", @"ReferenceEquals" },
        { "private and protected methods", "PrivateParts", @"\[FlujoStep\]\s+(private|protected)" },
        { "generic methods in constrained generic types", "Generics", @"where T\w* :" },
        { "ref, in and out", "Arguments", @"\bref int[^)]*\)|\bout int" },
        { "ref structs and scoped", "RefStructs", @"\bscoped\b" },
        { "params", "Arguments", @"params " },
        { "optional and named arguments", "Arguments", @"\w+: \w" },
        { "extension methods", "Extensions", @"\(this " },
        { "extension blocks", "ExtensionBlocks", @"\bextension\s*[<(]" },
        { "struct receivers", "Structs", @"struct " },
        { "overloads", "Arguments", @"\[FlujoStep" },
        { "keyword names", "Names", @"@class" },
        { "conditional access", "Receivers", @"\?\.\w+\(" },
        { "two calls on a line", "Places", @"(?m)^.*\w+\([^;\n]*\) \+ [^;\n]*\w+\(" },
        { "calls in lambdas", "Places", @"=> \w+" },
        { "a synchronous throw", "Exceptions", @"ThrowIfNull" },
        { "cancellation by the step's own token", "Exceptions", @"ct\.ThrowIfCancellationRequested|Task\.Delay\(1, ct\)" },
        { "a ValueTask", "Shapes", @"ValueTask" },
        { "an explicit implementation", "Overrides", @"\w+ I\w+(<\w+>)?\.\w+\(" },
        { "top-level statements", "TopLevel", @"^// Top-level" },
        { "obsolete and experimental steps", "Annotated", @"Experimental\(" },
        { "unsafe signatures", "Pointers", @"\w+\*" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void HardCase_StandsInItsProgram(string what, string program, string pattern)
    {
        Assert.NotEmpty(what);
        Assert.Matches(pattern, ProgramFile.Read(program).Text);
    }
}

using System.IO.Compression;
using System.Reflection;
using System.Text;
using Flujo.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flujo.Analyzers.Tests.Common;

/// <summary>Code that nobody here wrote, with steps and blocks put into it: what stands in libraries and in the SDK's project templates.</summary>
internal static class ForeignCode
{
    // Of a large library some hundred types, evenly: all of them take half a minute.
    private const int MostTypes = 200;

    private static readonly SymbolDisplayFormat Declaration = new(
        SymbolDisplayGlobalNamespaceStyle.Included,
        SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints,
        SymbolDisplayMemberOptions.IncludeModifiers | SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeRef,
        SymbolDisplayDelegateStyle.NameAndSignature,
        SymbolDisplayExtensionMethodStyle.StaticMethod,
        SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeModifiers
            | SymbolDisplayParameterOptions.IncludeDefaultValue | SymbolDisplayParameterOptions.IncludeExtensionThis,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>Public methods of a library as steps, with their real signatures and bodies that begin blocks.</summary>
    public static IEnumerable<(string Path, string Text)> Signatures(Assembly library)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Signatures", references: [MetadataReference.CreateFromFile(library.Location), .. References.Framework]);
        IAssemblySymbol assembly = compilation.SourceModule.ReferencedAssemblySymbols.Single(each => each.Name == library.GetName().Name);
        INamedTypeSymbol[] types = [.. TypesIn(assembly.GlobalNamespace).Where(type => type.DeclaredAccessibility == Accessibility.Public)];
        int number = 0;
        foreach (INamedTypeSymbol type in types.Where((_, i) => i % Math.Max(1, types.Length / MostTypes) == 0))
        {
            IMethodSymbol[] methods =
                [.. type.GetMembers().OfType<IMethodSymbol>().Where(method => method is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public })];
            if (methods.Length > 0)
                yield return ($"{library.GetName().Name}/{++number}.cs", Write(type, methods, number));
        }
    }

    /// <summary>The sources in the SDK's templates, each method made a step. They do not compile: their references are not here.</summary>
    public static IEnumerable<(string Path, string Text)> Templates()
    {
        string dotnet = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../.."));
        foreach (string package in Directory.EnumerateFiles(Path.Combine(dotnet, "templates"), "*.nupkg", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using ZipArchive archive = ZipFile.OpenRead(package);
            foreach (ZipArchiveEntry entry in archive.Entries.Where(entry => entry.FullName.EndsWith(".cs", StringComparison.Ordinal)))
            {
                using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
                SyntaxNode root = CSharpSyntaxTree.ParseText(reader.ReadToEnd()).GetRoot();
                yield return ($"{Path.GetFileName(package)}/{entry.FullName}", new Instrumentation().Visit(root).ToFullString());
            }
        }
    }

    private static string Write(INamedTypeSymbol type, IMethodSymbol[] methods, int number)
    {
        string parameters = type.TypeParameters.IsEmpty ? "" : $"<{string.Join(", ", type.TypeParameters.Select(each => each.Name))}>";
        var text = new StringBuilder($"using Flujo;\nnamespace Signatures{number};\npublic {(type.IsStatic ? "static " : "")}partial class @{type.Name}{parameters}\n{{\n");
        foreach (IMethodSymbol method in methods)
        {
            text.Append("    [FlujoStep(Capture = FlujoCapture.All, MaxAttempts = 2, Leaf = true)]\n    public ")
                .Append(method.ToDisplayString(Declaration))
                .Append($"\n    {{\n        FlujoTrace.StartStep(\"{method.Name}\");\n        using var b = FlujoTrace.StartBranch(nameof({method.Name}), \"step1\");\n        throw null!;\n    }}\n");
        }

        return text.Append("}\n").ToString();
    }

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol container) => container.GetMembers().OfType<INamespaceOrTypeSymbol>()
        .SelectMany(member => member is INamedTypeSymbol type ? TypesIn(type).Prepend(type) : TypesIn(member));

    private sealed class Instrumentation : CSharpSyntaxRewriter
    {
        public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
        {
            var method = (MethodDeclarationSyntax)base.VisitMethodDeclaration(node)!;
            AttributeListSyntax[] step = [.. SyntaxFactory.ParseCompilationUnit("[global::Flujo.FlujoStep(\"Step 1\", Capture = global::Flujo.FlujoCapture.All, Leaf = true)] class C;")
                .Members[0].AttributeLists];
            return method.AddAttributeLists(step);
        }

        public override SyntaxNode? VisitBlock(BlockSyntax node)
        {
            var block = (BlockSyntax)base.VisitBlock(node)!;
            return block.WithStatements(block.Statements.Insert(0, SyntaxFactory.ParseStatement("var flujo = global::Flujo.FlujoTrace.StartStep($\"{1}\");\n")));
        }
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flujo.Analyzers.CodeFixes.Coverage;

/// <summary>Which attributes of a step stay on it, and which go with the body, when both part. Known by name, as they are written.</summary>
internal static class CoreAttributes
{
    /// <summary>Say how the body is compiled.</summary>
    private static readonly HashSet<string> OfBody = ["MethodImpl", "AsyncMethodBuilder", "SkipLocalsInit"];

    /// <summary>Say something to callers that the body is held to as well, or that the compiler would complain about in the body without them.</summary>
    private static readonly HashSet<string> OfBoth =
    [
        "MemberNotNull", "MemberNotNullWhen", "DoesNotReturn", "RequiresUnreferencedCode", "RequiresDynamicCode", "RequiresAssemblyFiles",
        "SuppressMessage", "UnconditionalSuppressMessage", "SupportedOSPlatform", "UnsupportedOSPlatform", "RequiresPreviewFeatures", "Experimental",
        "Obsolete", "UnscopedRef", "DebuggerStepThrough", "DebuggerHidden", "DebuggerNonUserCode", "StackTraceHidden", "ExcludeFromCodeCoverage",
    ];

    /// <summary>Mean the caller's arguments.</summary>
    private static readonly HashSet<string> OfArguments =
    [
        "CallerMemberName", "CallerFilePath", "CallerLineNumber", "CallerArgumentExpression", "Optional", "DefaultParameterValue", "FlujoRedact",
    ];

    /// <summary>Has a meaning in an asynchronous iterator alone, which the half is not.</summary>
    private const string OfIterators = "EnumeratorCancellation";

    public static SyntaxList<AttributeListSyntax> OfHalf(SyntaxList<AttributeListSyntax> lists) =>
        Filter(lists, static (_, name) => !OfBody.Contains(name));

    public static SyntaxList<AttributeListSyntax> OfCore(SyntaxList<AttributeListSyntax> lists)
    {
        SyntaxList<AttributeListSyntax> kept = Filter(lists, static (list, name) => IsOfResult(list) || OfBody.Contains(name) || OfBoth.Contains(name));

        // The half calls the core: an error, or a message, would be for it.
        return SyntaxFactory.List(kept.Select(static list => list.ReplaceNodes(
            list.Attributes.Where(static each => NameOf(each) == "Obsolete"), static (_, each) => each.WithArgumentList(null))));
    }

    public static SyntaxList<AttributeListSyntax> OfHalfsParameter(SyntaxList<AttributeListSyntax> lists) =>
        Filter(lists, static (_, name) => name != OfIterators);

    public static SyntaxList<AttributeListSyntax> OfCoresParameter(SyntaxList<AttributeListSyntax> lists) =>
        Filter(lists, static (_, name) => !OfArguments.Contains(name));

    private static bool IsOfResult(AttributeListSyntax list) => list.Target?.Identifier.IsKind(SyntaxKind.ReturnKeyword) == true;

    private static SyntaxList<AttributeListSyntax> Filter(SyntaxList<AttributeListSyntax> lists, Func<AttributeListSyntax, string, bool> keeps)
    {
        var kept = new List<AttributeListSyntax>();
        foreach (AttributeListSyntax list in lists)
        {
            AttributeSyntax[] gone = [.. list.Attributes.Where(each => !keeps(list, NameOf(each)))];
            if (gone.Length == 0)
                kept.Add(list);
            else if (gone.Length < list.Attributes.Count)
                kept.Add(list.RemoveNodes(gone, SyntaxRemoveOptions.KeepNoTrivia)!);
        }

        return SyntaxFactory.List(kept);
    }

    private static string NameOf(AttributeSyntax attribute)
    {
        NameSyntax written = attribute.Name is QualifiedNameSyntax qualified ? qualified.Right : attribute.Name is AliasQualifiedNameSyntax alias ? alias.Name : attribute.Name;
        string name = ((SimpleNameSyntax)written).Identifier.ValueText;
        return name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name;
    }
}

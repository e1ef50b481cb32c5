using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Flujo.Testing;
using Flujo.Vocabulary;

namespace Flujo.Analyzers.Tests.Coverage;

/// <summary>
/// The truth about a compiled program: which of its instructions refer to a step and not to a wrapper. It knows nothing of Flujo's rules.
/// </summary>
internal static class IlUses
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    /// <summary>The untraced uses of steps in a program with an embedded PDB.</summary>
    public static IReadOnlyList<IlUse> Find(byte[] image)
    {
        using LoadedProgram program = LoadedProgram.Load(image);
        using var portable = new PEReader(ImmutableArray.Create(image));
        DebugDirectoryEntry embedded = portable.ReadDebugDirectory().Single(entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        using MetadataReaderProvider provider = portable.ReadEmbeddedPortablePdbDebugDirectoryData(embedded);
        MetadataReader pdb = provider.GetMetadataReader();

        var uses = new List<IlUse>();
        foreach (Type type in program.Assembly.GetTypes().Where(type => !IsGenerated(type)))
        {
            foreach (MethodBase method in type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)))
            {
                foreach ((int offset, MethodBase target) in References(method))
                {
                    if (IsUntraced(target) && Place(pdb, method, offset) is { } place)
                        uses.Add(new($"{NameOf(target.DeclaringType!)}.{target.Name}", place.File, place.First, place.Last));
                }
            }
        }

        return uses;
    }

    /// <summary>Without what the compiler adds to the name of a generic or a file type.</summary>
    private static string NameOf(Type type) => type.Name.Split('`')[0].Split("__").Last();

    private static bool IsGenerated(Type type) => type.Namespace == "Flujo.Generated";

    /// <summary>A step, or an override of one, that does not trace itself.</summary>
    private static bool IsUntraced(MethodBase target)
    {
        // Operators, accessors, lambdas and local functions: the rule on what can be no step speaks of their declarations.
        if (target is not MethodInfo method || method.IsSpecialName || method.Name[0] == '<' || Has(method, "Flujo.CompilerServices.FlujoTracedAttribute"))
            return false;
        for (MethodInfo? each = method; each is not null; each = Overridden(each))
        {
            if (Has(each, "Flujo.FlujoStepAttribute") || Has(each, "Flujo.FlujoPipelineAttribute"))
                return true;
        }

        return false;
    }

    private static bool Has(MethodInfo method, string attribute) => method.CustomAttributes.Any(each => each.AttributeType.FullName == attribute);

    private static MethodInfo? Overridden(MethodInfo method)
    {
        if (!method.IsVirtual || (method.Attributes & MethodAttributes.NewSlot) != 0)
            return null;
        MethodInfo root = method.GetBaseDefinition();
        for (Type? type = method.DeclaringType!.BaseType; type is not null; type = type.BaseType)
        {
            MethodInfo? found = Array.Find(type.GetMethods(All), each => each.IsVirtual && each.GetBaseDefinition() == root);
            if (found is not null)
                return found;
        }

        return null;
    }

    private static IEnumerable<(int Offset, MethodBase Target)> References(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } il)
            yield break;
        Type[] ofType = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : [];
        Type[] ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : [];
        for (int at = 0; at < il.Length;)
        {
            int start = at;
            short value = il[at++];
            if (value == 0xFE)
                value = (short)(0xFE00 | il[at++]);
            OpCode code = OpCodesByValue[value];
            if (code.OperandType is OperandType.InlineMethod or OperandType.InlineTok
                && method.Module.ResolveMember(BitConverter.ToInt32(il, at), ofType, ofMethod) is MethodBase target)
            {
                yield return (start, target);
            }

            at += code.OperandType == OperandType.InlineSwitch ? 4 + (4 * BitConverter.ToInt32(il, at)) : Size(code.OperandType);
        }
    }

    private static int Size(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };

    private static (string File, int First, int Last)? Place(MetadataReader pdb, MethodBase method, int offset)
    {
        MethodDebugInformation information = pdb.GetMethodDebugInformation(MetadataTokens.MethodDefinitionHandle(method.MetadataToken));
        SequencePoint? point = null;
        foreach (SequencePoint each in information.GetSequencePoints())
        {
            if (each.Offset <= offset && !each.IsHidden)
                point = each;
        }

        return point is { } place ? (pdb.GetString(pdb.GetDocument(place.Document).Name), place.StartLine, place.EndLine) : null;
    }
}

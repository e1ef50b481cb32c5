using System.Reflection;
using System.Reflection.Emit;

namespace Flujo.Runtime.Tests.Architecture;

/// <summary>All types that a type names: in its bases, its members' signatures, and the code of its methods.</summary>
internal sealed class UsedTypes
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(static field => (OpCode)field.GetValue(null)!).ToDictionary(static code => code.Value);

    private readonly HashSet<Type> _all = [];

    public UsedTypes(Type type)
    {
        Add(type.BaseType);
        Array.ForEach(type.GetInterfaces(), Add);
        foreach (FieldInfo field in type.GetFields(Declared))
        {
            Add(field.FieldType);
        }

        foreach (MethodBase method in (IEnumerable<MethodBase>)[.. type.GetMethods(Declared), .. type.GetConstructors(Declared)])
        {
            AddSignature(method);
            AddCode(method);
        }
    }

    public IEnumerable<Type> All => _all;

    private void Add(Type? type)
    {
        if (type is null || type.IsGenericParameter)
        {
            return;
        }

        if (type.HasElementType)
        {
            Add(type.GetElementType());
            return;
        }

        if (_all.Add(type.IsGenericType ? type.GetGenericTypeDefinition() : type) || type.IsGenericType)
        {
            Array.ForEach(type.GetGenericArguments(), Add);
        }
    }

    private void AddSignature(MethodBase method)
    {
        Add((method as MethodInfo)?.ReturnType);
        foreach (ParameterInfo parameter in method.GetParameters())
        {
            Add(parameter.ParameterType);
        }
    }

    private void AddCode(MethodBase method)
    {
        if (method.GetMethodBody() is not { } body)
        {
            return;
        }

        foreach (LocalVariableInfo local in body.LocalVariables)
        {
            Add(local.LocalType);
        }

        byte[] code = body.GetILAsByteArray()!;
        for (int at = 0; at < code.Length;)
        {
            short value = code[at++];
            if (value == 0xFE)
            {
                value = (short)(0xFE00 | code[at++]);
            }

            OpCode opCode = OpCodesByValue[value];
            if (opCode.OperandType is OperandType.InlineType or OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineTok)
            {
                AddMember(Resolve(method, BitConverter.ToInt32(code, at)));
            }

            at += SizeOf(opCode.OperandType, code, at);
        }
    }

    private void AddMember(MemberInfo? member)
    {
        Add(member as Type ?? member?.DeclaringType);
        if (member is MethodBase method)
        {
            AddSignature(method);
            if (method.IsGenericMethod)
            {
                Array.ForEach(method.GetGenericArguments(), Add);
            }
        }
        else if (member is FieldInfo field)
        {
            Add(field.FieldType);
        }
    }

    private static MemberInfo? Resolve(MethodBase method, int token) => method.Module.ResolveMember(
        token, method.DeclaringType!.GetGenericArguments(), method.IsGenericMethod ? method.GetGenericArguments() : null);

    private static int SizeOf(OperandType operand, byte[] code, int at) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
        _ => 4,
    };
}

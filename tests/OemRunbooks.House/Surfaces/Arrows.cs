using System.Reflection;
using System.Reflection.Emit;

namespace OemRunbooks.House.Surfaces;

/// <summary>Computes, from what was compiled, which namespace of an assembly uses which.</summary>
/// <remarks>Constants leave no trace in compiled code; a room that uses nothing else of another is not seen.</remarks>
internal static class Arrows
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(static f => (OpCode)f.GetValue(null)!)
        .ToDictionary(static c => c.Value);

    /// <summary>For each room the rooms it leads into. A file that lies beside the project's own is in room <c>(front)</c>.</summary>
    internal static SortedDictionary<string, SortedSet<string>> Of(Assembly assembly, string project)
    {
        var rooms = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var type in assembly.GetTypes())
        {
            if (RoomOf(type, assembly, project) is not { } from)
            {
                continue;
            }

            var ways = rooms.TryGetValue(from, out var known) ? known : rooms[from] = new(StringComparer.Ordinal);
            ways.UnionWith(Uses(type).SelectMany(Parts).Select(t => RoomOf(t, assembly, project)).OfType<string>());
            ways.Remove(from);
        }

        return rooms;
    }

    /// <summary>Which types make a way between two rooms: where to begin when it has to go.</summary>
    internal static string Why(Assembly assembly, string project, string from, string to)
    {
        var used = assembly
            .GetTypes()
            .Where(t => RoomOf(t, assembly, project) == from)
            .SelectMany(t =>
                Uses(t).SelectMany(Parts).Where(u => RoomOf(u, assembly, project) == to).Select(u => $"{Name(t)} uses {Name(u)}")
            );
        return $"{from} → {to}: {string.Join(", ", used.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(4))}";
    }

    // What the compiler made of a lambda or an iterator lies inside the type that people wrote.
    private static string Name(Type type) => type.DeclaringType is { } outer ? Name(outer) : type.Name;

    /// <summary>Rooms that can be reached from each other, each such set once (Tarjan would be faster; there are thirty rooms).</summary>
    internal static IEnumerable<IReadOnlyList<string>> Knots(IReadOnlyDictionary<string, SortedSet<string>> rooms)
    {
        var reach = rooms.Keys.ToDictionary(static r => r, r => Reach(rooms, r), StringComparer.Ordinal);
        return rooms
            .Keys.Where(r => reach[r].Contains(r))
            .Select(r =>
                (IReadOnlyList<string>)
                    [.. reach[r].Where(o => reach[o].Contains(r)).Append(r).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]
            )
            .DistinctBy(static k => string.Join(' ', k))
            .ToList();
    }

    private static HashSet<string> Reach(IReadOnlyDictionary<string, SortedSet<string>> rooms, string from)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(rooms[from]);
        while (open.TryPop(out var at))
        {
            if (seen.Add(at))
            {
                foreach (var next in rooms[at])
                {
                    open.Push(next);
                }
            }
        }

        return seen;
    }

    // What the compiler made for its own use (embedded attributes, regular expressions) is in nobody's room.
    private static string? RoomOf(Type type, Assembly assembly, string project)
    {
        var space = type.Assembly == assembly && !IsMade(type, project) ? type.Namespace : null;
        return space is null || !space.StartsWith(project, StringComparison.Ordinal) ? null
            : space == project ? "(front)"
            : space[(project.Length + 1)..];
    }

    // What the generator makes of words files belongs to no room: every room speaks.
    private static bool IsMade(Type type, string project) =>
        type.Namespace == project
        && (
            type.DeclaringType is { } outer
                ? IsMade(outer, project)
                : type.Name is "Codes" or "Faults" or "Says" || type.Name.EndsWith("Words", StringComparison.Ordinal)
        );

    // A list of lists of T is made of lists and of T.
    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericParameter ? []
        : type.IsConstructedGenericType ? type.GetGenericArguments().SelectMany(Parts).Prepend(type.GetGenericTypeDefinition())
        : [type];

    private static IEnumerable<Type> Uses(Type type)
    {
        IEnumerable<Type?> own = [type.BaseType, .. type.GetInterfaces(), .. type.GetFields(All).Select(static f => f.FieldType)];
        var methods = type.GetMethods(All).Concat<MethodBase>(type.GetConstructors(All));
        return own.OfType<Type>().Concat(methods.SelectMany(static m => Signature(m).Concat(Body(m))));
    }

    private static IEnumerable<Type> Signature(MethodBase method) =>
        method.GetParameters().Select(static p => p.ParameterType).Concat(method is MethodInfo info ? [info.ReturnType] : []);

    private static IEnumerable<Type> Body(MethodBase method)
    {
        if (method.GetMethodBody() is not { } body || body.GetILAsByteArray() is not { } code)
        {
            yield break;
        }

        foreach (var local in body.LocalVariables)
        {
            yield return local.LocalType;
        }

        foreach (var token in Tokens(code))
        {
            foreach (var used in Resolve(method, token))
            {
                yield return used;
            }
        }
    }

    private static IEnumerable<int> Tokens(byte[] code)
    {
        for (var at = 0; at < code.Length; )
        {
            var value = code[at] == 0xFE ? unchecked((short)(0xFE00 | code[at + 1])) : code[at];
            var operation = Codes[value];
            at += operation.Size;
            switch (operation.OperandType)
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineType or OperandType.InlineTok:
                    yield return BitConverter.ToInt32(code, at);
                    at += 4;
                    break;
                case OperandType.InlineSwitch:
                    at += 4 + (4 * BitConverter.ToInt32(code, at));
                    break;
                default:
                    at += Length(operation.OperandType);
                    break;
            }
        }
    }

    private static int Length(OperandType operand) =>
        operand switch
        {
            OperandType.InlineNone => 0,
            OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
            OperandType.InlineVar => 2,
            OperandType.InlineI8 or OperandType.InlineR => 8,
            _ => 4,
        };

    private static IEnumerable<Type> Resolve(MethodBase method, int token)
    {
        var ofType = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        var ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        return method.Module.ResolveMember(token, ofType, ofMethod) switch
        {
            Type used => [used],
            FieldInfo field => [field.DeclaringType!, field.FieldType],
            MethodInfo called =>
            [
                .. called.DeclaringType is { } of ? [of] : Type.EmptyTypes,
                called.ReturnType,
                .. called.IsGenericMethod ? called.GetGenericArguments() : [],
            ],
            ConstructorInfo made => [made.DeclaringType!],
            _ => [],
        };
    }
}

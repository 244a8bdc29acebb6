using System.Collections.Frozen;

namespace Plenum.AspNetCore.Endpoints.Signaling;

/// <summary>Two enums with the same names.</summary>
internal sealed class EnumMap<TRoom, TWire>
    where TRoom : struct, Enum
    where TWire : struct, Enum
{
    private readonly FrozenDictionary<TRoom, TWire> _to = Enum.GetValues<TRoom>()
        .ToFrozenDictionary(value => value, value => Enum.Parse<TWire>(value.ToString()));

    private readonly FrozenDictionary<TWire, TRoom> _back = Enum.GetValues<TRoom>()
        .ToFrozenDictionary(value => Enum.Parse<TWire>(value.ToString()));

    public TWire To(TRoom value) => _to[value];

    public TRoom Back(TWire value) => _back[value];
}

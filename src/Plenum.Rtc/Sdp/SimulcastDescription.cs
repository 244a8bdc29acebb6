using System.Collections.Immutable;

namespace Plenum.Rtc.Sdp;

/// <summary>Simulcast streams ("a=simulcast", RFC 8853). Of alternatives for one stream only the first is kept.</summary>
/// <param name="Send">The rids that the side which says it sends, lowest first by custom.</param>
/// <param name="Receive">The rids that it receives.</param>
public sealed record SimulcastDescription(ImmutableArray<SimulcastEncoding> Send, ImmutableArray<SimulcastEncoding> Receive)
{
    /// <summary>No simulcast.</summary>
    public static readonly SimulcastDescription None = new([], []);

    /// <summary>Whether anything is said.</summary>
    public bool IsEmpty => Send.IsEmpty && Receive.IsEmpty;
}

using Plenum.Rtc;

namespace Plenum.Simulation;

/// <summary>
/// What lives in a <see cref="SimulatedWorld"/>: told the time, told its datagrams, asked when it wants to be woken.
/// It sends by <see cref="SimulatedNetwork.Send"/>, which only enqueues.
/// </summary>
public interface ISimulatedEndpoint
{
    /// <summary>When <see cref="Tick"/> is due; <see cref="Timestamp.Never"/> for nothing.</summary>
    Timestamp NextDeadline { get; }

    /// <summary>A datagram arrived. The span is the endpoint's own to decrypt in place until it returns.</summary>
    void Receive(Span<byte> datagram, TransportAddress source, TransportAddress destination, Timestamp now);

    /// <summary>A deadline passed. Afterwards <see cref="NextDeadline"/> must be later than <paramref name="now"/>.</summary>
    void Tick(Timestamp now);
}

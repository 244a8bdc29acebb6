using Plenum.Rtc.Stun;

namespace Plenum.Rtc.Ice.Turn;

/// <summary>A request to the server that waits for its answer.</summary>
internal sealed class TurnRequest
{
    public required StunMethod Method { get; init; }

    public required StunTransactionId Transaction { get; init; }

    /// <summary>The request as sent: repeated byte for byte.</summary>
    public required byte[] Bytes { get; init; }

    /// <summary>For whom a permission or channel is asked.</summary>
    public TurnPeer? Peer { get; init; }

    /// <summary>How often the server has asked for other credentials; it is believed a few times.</summary>
    public int Challenges { get; init; }

    // A field: a mutable struct that counts.
    public StunRetransmission Retransmission;
}

namespace Plenum.Rtc.Ice;

/// <summary>What a peer needs of ICE, lite or full. Called for control datagrams, never once per media packet.</summary>
public interface IIceAgent
{
    /// <summary>Whether there is a way to the peer.</summary>
    IceState State { get; }

    /// <summary>Our current credentials.</summary>
    IceCredentials LocalCredentials { get; }

    /// <summary>Where to send; <see cref="IceRoute.IsNone"/> until a pair is nominated.</summary>
    IceRoute Route { get; }

    /// <summary>When <see cref="Tick"/> is due, and for what.</summary>
    Deadline NextDeadline { get; }

    /// <summary>Takes the peer's credentials, from its offer or answer.</summary>
    void SetRemoteCredentials(IceCredentials remote);

    /// <summary>
    /// Begins anew (RFC 8445, section 2.4): the old path and its credentials go on until the new ones nominate one.
    /// The peer's new credentials follow by <see cref="SetRemoteCredentials"/>.
    /// </summary>
    void Restart(IceCredentials local, Timestamp now);

    /// <summary>Takes a STUN datagram; answers go to the sink.</summary>
    DropReason Receive(ReadOnlySpan<byte> datagram, TransportPath path, Timestamp now);

    /// <summary>
    /// Takes off what a TURN server of ours put around a datagram (ChannelData, Data indication); the path becomes the
    /// relayed one. False when the datagram is nothing of the kind, and goes its normal way.
    /// </summary>
    bool TryUnwrap(ref Span<byte> datagram, ref TransportPath path);

    /// <summary>Sends a control datagram (DTLS) by the current route, if there is one.</summary>
    void Send(ReadOnlySpan<byte> datagram);

    /// <summary>Whether something authenticated has come over this path: only then DTLS and media count.</summary>
    bool IsValidated(TransportPath path);

    /// <summary>Something that is no STUN, but as authentic, came over this path: SRTCP. Not told of every media packet.</summary>
    void NoteSignOfLife(TransportPath path, Timestamp now);

    /// <summary>A deadline passed.</summary>
    void Tick(Timestamp now);

    /// <summary>Ends: nothing is answered or sent afterwards, and what was allocated on servers is given back.</summary>
    void Close();
}

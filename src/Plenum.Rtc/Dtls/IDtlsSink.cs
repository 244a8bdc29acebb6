namespace Plenum.Rtc.Dtls;

/// <summary>
/// Where a session puts what it produces. A sink only enqueues; it never calls back into the session. Spans are valid
/// during the call alone.
/// </summary>
public interface IDtlsSink
{
    /// <summary>A datagram for the peer.</summary>
    void SendDatagram(ReadOnlySpan<byte> datagram);

    /// <summary>The handshake is done; media and data may flow. Comes once, before any application data.</summary>
    void HandshakeCompleted(DtlsHandshake handshake);

    /// <summary>Decrypted application data: one SCTP packet (RFC 8261).</summary>
    void ApplicationDataReceived(ReadOnlySpan<byte> data);

    /// <summary>The peer closed the session in order.</summary>
    void ClosedByPeer();

    /// <summary>The session ended by an error.</summary>
    void Failed(DtlsFailure failure);
}

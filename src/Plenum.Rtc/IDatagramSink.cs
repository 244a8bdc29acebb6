namespace Plenum.Rtc;

/// <summary>
/// Takes the datagrams that handshakes and control protocols send. It only enqueues (a copy) and never calls back in.
/// Media does not go this way.
/// </summary>
public interface IDatagramSink
{
    /// <summary>Sends a datagram from <see cref="TransportPath.Local"/> to <see cref="TransportPath.Remote"/>.</summary>
    void Send(ReadOnlySpan<byte> datagram, TransportPath path);
}

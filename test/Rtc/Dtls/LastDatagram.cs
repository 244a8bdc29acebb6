using Plenum.Rtc.Dtls;

namespace Plenum.Rtc.Tests.Dtls;

/// <summary>Keeps the last datagram in a buffer of its own; each flight here is one datagram.</summary>
internal sealed class LastDatagram : IDtlsSink
{
    private readonly byte[] _buffer = new byte[2048];
    private int _length;

    public ReadOnlySpan<byte> Datagram => _buffer.AsSpan(0, _length);

    public void SendDatagram(ReadOnlySpan<byte> datagram)
    {
        datagram.CopyTo(_buffer);
        _length = datagram.Length;
    }

    public void HandshakeCompleted(DtlsHandshake handshake)
    {
    }

    public void ApplicationDataReceived(ReadOnlySpan<byte> data)
    {
    }

    public void ClosedByPeer()
    {
    }

    public void Failed(DtlsFailure failure)
    {
    }
}

namespace Plenum.Rtc.Tests.Ice;

/// <summary>Keeps what was sent.</summary>
internal sealed class SinkOfDatagrams : IDatagramSink
{
    public List<(byte[] Datagram, TransportPath Path)> Sent { get; } = [];

    public void Send(ReadOnlySpan<byte> datagram, TransportPath path) => Sent.Add((datagram.ToArray(), path));
}

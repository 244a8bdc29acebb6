using System.Net.Sockets;
using Plenum.Engine.Io;
using Plenum.Rtc;

namespace Plenum.Client.Tests.Support;

/// <summary>The sockets of a machine that has no IPv6.</summary>
internal sealed class UdpIoWithoutIPv6(UdpIo inner) : UdpIo
{
    public override IReadOnlyList<TransportAddress> Locals => inner.Locals;

    public override int Receive(ReceiveBatch batch) => inner.Receive(batch);

    public override void Send(SendBatch batch) => inner.Send(batch);

    public override int Open(TransportAddress address) =>
        address.IsIPv6 ? throw new SocketException((int)SocketError.AddressFamilyNotSupported) : inner.Open(address);

    public override void Close(int socket) => inner.Close(socket);

    public override void Wait(TimeSpan timeout) => inner.Wait(timeout);

    public override void Wake() => inner.Wake();

    protected override void Dispose(bool disposing) => inner.Dispose();
}

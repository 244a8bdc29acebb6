using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Plenum.Interop.EchoServer;

/// <summary>A UDP relay in user space that loses a fraction of the datagrams in both directions.</summary>
internal sealed class LossyRelay : IDisposable
{
    private readonly Socket _front = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly ConcurrentDictionary<EndPoint, Socket> _backs = [];
    private readonly IPEndPoint _server;
    private readonly double _loss;

    // The same losses in each run, as far as the timing allows.
    private readonly Random _random = new(20);

    public LossyRelay(IPEndPoint server, double loss)
    {
        _server = server;
        _loss = loss;
        _front.Bind(new IPEndPoint(server.Address, 0));
        Address = (IPEndPoint)_front.LocalEndPoint!;
        _ = Task.Run(ForwardAsync);
    }

    public IPEndPoint Address { get; }

    public void Dispose()
    {
        _front.Dispose();
        foreach (var back in _backs.Values)
            back.Dispose();
    }

    private async Task ForwardAsync()
    {
        var buffer = new byte[2048];
        while (await TryReceiveAsync(_front, buffer) is { } received)
        {
            var back = _backs.GetOrAdd(received.RemoteEndPoint, Connect);
            if (!IsLost())
                await back.SendAsync(buffer.AsMemory(0, received.ReceivedBytes));
        }
    }

    private Socket Connect(EndPoint client)
    {
        var back = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        back.Bind(new IPEndPoint(_server.Address, 0));
        back.Connect(_server);
        _ = Task.Run(() => ReturnAsync(back, client));
        return back;
    }

    private async Task ReturnAsync(Socket back, EndPoint client)
    {
        var buffer = new byte[2048];
        while (await TryReceiveAsync(back, buffer) is { } received)
        {
            if (!IsLost())
                await _front.SendToAsync(buffer.AsMemory(0, received.ReceivedBytes), client);
        }
    }

    private bool IsLost()
    {
        lock (_random)
            return _random.NextDouble() < _loss;
    }

    /// <summary>Null once the relay is disposed of.</summary>
    private static async Task<SocketReceiveFromResult?> TryReceiveAsync(Socket socket, byte[] buffer)
    {
        try
        {
            return await socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0));
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            return null;
        }
    }
}

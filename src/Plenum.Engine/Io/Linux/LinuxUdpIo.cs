using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Plenum.Rtc;

namespace Plenum.Engine.Io.Linux;

/// <summary>
/// Sockets driven by recvmmsg with UDP_GRO and sendmmsg with UDP_SEGMENT: many datagrams for one system call, and for
/// neighbours of one flow one trip through the kernel's UDP path, which is what a datagram costs most in.
/// </summary>
internal sealed unsafe class LinuxUdpIo : UdpIo
{
    /// <summary>The number of the wake-up among the sockets.</summary>
    private const int WakeUp = -1;

    private readonly UdpIoOptions _options;
    private readonly List<Socket?> _sockets = [];
    private readonly List<TransportAddress> _locals = [];
    private readonly BatchReceiver _receiver;
    private readonly BatchSender _sender;
    private readonly ReadySockets _ready = new();
    private readonly List<int> _descriptors = [];
    private readonly int _event;

    public LinuxUdpIo(UdpIoOptions options)
    {
        _options = options;
        _receiver = new(Counters);
        _sender = new(Counters);
        try
        {
            _event = Libc.CreateEvent();
            if (_event < 0)
                throw new Win32Exception(Marshal.GetLastPInvokeError());
            _ready.Add(_event, WakeUp);
            foreach (var address in options.Addresses)
                Open(address);
        }
        catch
        {
            Dispose(true);
            throw;
        }
    }

    public override IReadOnlyList<TransportAddress> Locals => _locals;

    public override int Receive(ReceiveBatch batch)
    {
        batch.Clear();
        if (_sockets.Count == 1)
        {
            _receiver.Receive(_descriptors[0], 0, batch, firstMessage: 0, batch.Messages);
        }
        else
        {
            _ready.Wait(0);
            ReceiveFromReady(batch);
        }

        return batch.Count;
    }

    public override void Send(SendBatch batch)
    {
        var messages = batch.Messages;
        for (var start = 0; start < messages.Length;)
        {
            var socket = messages[start].Socket;
            var end = start + 1;
            while (end < messages.Length && messages[end].Socket == socket)
                end++;
            _sender.Send(_descriptors[socket], batch, messages[start..end]);
            start = end;
        }

        batch.Clear();
    }

    public override int Open(TransportAddress address)
    {
        var socket = UdpSockets.Open(address, _options);
        LinuxSockets.Prepare(socket, _options, Counters);
        var index = UdpSockets.Place(socket, _sockets, _locals);
        if (index == _descriptors.Count)
            _descriptors.Add(0);
        _descriptors[index] = (int)socket.SafeHandle.DangerousGetHandle();
        _ready.Add(_descriptors[index], index);
        _receiver.Open(index);
        return index;
    }

    public override void Close(int socket)
    {
        _descriptors[socket] = -1;
        UdpSockets.Remove(socket, _sockets, _locals);
    }

    public override void Wait(TimeSpan timeout)
    {
        _ready.Wait(ToPollMilliseconds(timeout));
        for (var place = 0; place < _ready.Count; place++)
        {
            ulong count;
            if (_ready[place] == WakeUp)
                _ = Libc.Read(_event, &count, sizeof(ulong));
        }
    }

    public override void Wake()
    {
        ulong one = 1;
        _ = Libc.Write(_event, &one, sizeof(ulong));
    }

    protected override void Dispose(bool disposing)
    {
        foreach (var socket in _sockets)
            socket?.Dispose();
        if (_event > 0)
            _ = Libc.Close(_event);
        _ready.Dispose();
        _receiver.Dispose();
        _sender.Dispose();
    }

    /// <summary>None takes the room of the others, or a busy one would starve them.</summary>
    private void ReceiveFromReady(ReceiveBatch batch)
    {
        var message = 0;
        for (var place = 0; place < _ready.Count && message < batch.Messages; place++)
        {
            var socket = _ready[place];
            var share = Math.Max(1, (batch.Messages - message) / (_ready.Count - place));
            if (socket != WakeUp)
                message += _receiver.Receive(_descriptors[socket], socket, batch, message, share);
        }
    }
}

using System.Diagnostics.CodeAnalysis;
using Plenum.Rtc.Dtls;

namespace Plenum.Rtc.Sctp;

/// <summary>
/// The data channels of one peer connection (RFC 8831, RFC 8832) as a state machine: what DTLS decrypts and the time go
/// in, packets for DTLS, messages and events come out through the sink.
/// </summary>
public sealed class DataTransport
{
    private readonly SctpOptions _options;
    private readonly IDataSink _sink;
    private readonly SctpAssociation _association;
    private readonly Dictionary<ushort, DataChannel> _channels = [];
    private readonly List<DataChannel> _aboveThreshold = [];
    private readonly ushort _firstId;
    private DropReason _drop;

    /// <summary>A transport that does nothing before <see cref="Start"/>.</summary>
    /// <param name="options">Its bounds and ports.</param>
    /// <param name="role">Our part in the DTLS handshake: it says whose channel ids are even (RFC 8832, section 6).</param>
    /// <param name="entropy">Where the verification tag comes from.</param>
    /// <param name="sink">Where everything goes.</param>
    public DataTransport(SctpOptions options, DtlsRole role, IEntropy entropy, IDataSink sink)
    {
        _options = options;
        _sink = sink;
        _firstId = role == DtlsRole.Client ? (ushort)0 : (ushort)1;
        _association = new SctpAssociation(options, entropy, new AssociationEvents(this));
    }

    /// <summary>Where the association stands.</summary>
    public SctpState State => _association.State;

    /// <summary>When <see cref="Tick"/> is due.</summary>
    public Timestamp NextDeadline => _association.NextDeadline;

    /// <summary>The channels that are not closed.</summary>
    public IReadOnlyCollection<DataChannel> Channels => _channels.Values;

    /// <summary>Opens the association; call when DTLS is connected. Both sides do so, or one.</summary>
    public void Start(Timestamp now) => _association.Connect(now);

    /// <summary>Takes a packet.</summary>
    /// <returns>False when something in it was dropped, and why.</returns>
    public bool Receive(ReadOnlySpan<byte> packet, Timestamp now, out DropReason drop)
    {
        _drop = DropReason.None;
        _association.Receive(packet, now, out drop);
        if (drop == DropReason.None)
            drop = _drop;
        ReportLowBuffers();
        return drop == DropReason.None;
    }

    /// <summary>A deadline passed.</summary>
    public void Tick(Timestamp now)
    {
        _association.Tick(now);
        ReportLowBuffers();
    }

    /// <summary>Opens a channel; false when there is no id left, the id is taken, the names are too long, or it is over.</summary>
    public bool TryOpen(DataChannelOptions options, Timestamp now, [NotNullWhen(true)] out DataChannel? channel)
    {
        channel = null;
        if (!CanOpen(options) || !TryFindId(options.NegotiatedId, out var id))
            return false;
        channel = new DataChannel(_association, id, options) { IsConfirmed = options.NegotiatedId is not null };
        _channels.Add(id, channel);
        if (!channel.IsNegotiated)
            SendControl(id, ChannelOpenMessage.Write(options), now);
        if (_association.IsOpen)
            Announce(channel);
        return true;
    }

    /// <summary>Sends a message.</summary>
    public DataSendResult Send(DataChannel channel, ReadOnlySpan<byte> message, bool isText, Timestamp now)
    {
        if (channel.State is not (DataChannelState.Connecting or DataChannelState.Open))
            return DataSendResult.NotOpen;
        if (message.Length > _options.RemoteMaxMessageLength)
            return DataSendResult.TooLong;
        if (_association.Buffered + message.Length > _options.SendBuffer)
            return DataSendResult.BufferFull;
        _association.Send(CreateMessage(channel, message, isText, now), now);
        if (!channel.IsAboveThreshold && channel.BufferedAmount > channel.BufferedAmountLowThreshold)
        {
            channel.IsAboveThreshold = true;
            _aboveThreshold.Add(channel);
        }

        return DataSendResult.Accepted;
    }

    /// <summary>Closes a channel; what was sent before is still delivered.</summary>
    public void Close(DataChannel channel, Timestamp now)
    {
        if (channel.State is DataChannelState.Closing or DataChannelState.Closed)
            return;
        BeginClosing(channel);
        _association.Flush(now);
    }

    /// <summary>Ends everything when what was sent is delivered.</summary>
    public void Shutdown(Timestamp now) => _association.Shutdown(now);

    /// <summary>Ends everything at once.</summary>
    public void Abort() => _association.Abort();

    private bool CanOpen(DataChannelOptions options) =>
        _association.State <= SctpState.Established && ChannelOpenMessage.AreNamesAllowed(options);

    private bool TryFindId(ushort? wanted, out ushort id)
    {
        if (wanted is { } given)
        {
            id = given;
            return given < _options.MaxStreams && !_channels.ContainsKey(given);
        }

        for (id = _firstId; id < _options.MaxStreams; id += 2)
        {
            if (!_channels.ContainsKey(id))
                return true;
        }

        return false;
    }

    private static OutgoingMessage CreateMessage(
        DataChannel channel, ReadOnlySpan<byte> message, bool isText, Timestamp now)
    {
        var protocol = (isText, message.IsEmpty) switch
        {
            (true, false) => PayloadProtocol.Text,
            (true, true) => PayloadProtocol.EmptyText,
            (false, false) => PayloadProtocol.Binary,
            (false, true) => PayloadProtocol.EmptyBinary,
        };
        return new OutgoingMessage(
            channel.Id,
            protocol,
            message.IsEmpty ? PayloadProtocol.EmptyPayload : message.ToArray(),
            isUnordered: !channel.IsOrdered && channel.IsConfirmed,
            channel.Reliability.Lifetime is { } lifetime ? now + lifetime : Timestamp.Never,
            channel.Reliability.MaxRetransmits ?? int.MaxValue);
    }

    private void SendControl(ushort id, byte[] message, Timestamp now) => _association.Send(ControlMessage(id, message), now);

    private static OutgoingMessage ControlMessage(ushort id, byte[] message) =>
        new(id, PayloadProtocol.Control, message, isUnordered: false, Timestamp.Never, int.MaxValue);

    private void Announce(DataChannel channel)
    {
        channel.State = DataChannelState.Open;
        _sink.ChannelOpened(channel);
    }

    private void ReportLowBuffers()
    {
        for (var i = _aboveThreshold.Count - 1; i >= 0; i--)
        {
            var channel = _aboveThreshold[i];
            if (channel.BufferedAmount > channel.BufferedAmountLowThreshold)
                continue;
            _aboveThreshold.RemoveAt(i);
            channel.IsAboveThreshold = false;
            _sink.BufferedAmountLow(channel);
        }
    }

    private void BeginClosing(DataChannel channel)
    {
        channel.State = DataChannelState.Closing;

        // Before the association is open the wish waits for it. Later, who cannot reset streams never closes: the id
        // stays taken, since its sequence numbers cannot start anew.
        if (_association.State >= SctpState.Established)
            _association.TryResetStream(channel.Id);
    }

    private void EndClosing(DataChannel channel)
    {
        if (!channel.IsIncomingReset || !channel.IsOutgoingReset)
            return;
        _channels.Remove(channel.Id);
        _aboveThreshold.Remove(channel);
        channel.State = DataChannelState.Closed;
        _sink.ChannelClosed(channel);
    }

    private void AssociationEstablished()
    {
        foreach (var channel in _channels.Values.ToArray())
        {
            if (channel.State == DataChannelState.Closing)
                _association.TryResetStream(channel.Id);
            else
                Announce(channel);
        }
    }

    private void ReceiveMessage(ushort stream, uint protocol, ReadOnlySpan<byte> message)
    {
        if (protocol == PayloadProtocol.Control)
            ReceiveControl(stream, message);
        else if (!_channels.TryGetValue(stream, out var channel) || !PayloadProtocol.IsData(protocol))
            _drop = DropReason.DataChannelUnknown;
        else if (channel.State != DataChannelState.Closed)
            ReceiveData(channel, protocol, message);
    }

    private void ReceiveData(DataChannel channel, uint protocol, ReadOnlySpan<byte> message)
    {
        // Whoever sends data has understood the channel (RFC 8832, section 6).
        channel.IsConfirmed = true;
        _sink.MessageReceived(channel, PayloadProtocol.IsEmpty(protocol) ? [] : message, PayloadProtocol.IsText(protocol));
    }

    private void ReceiveControl(ushort stream, ReadOnlySpan<byte> message)
    {
        if (ChannelOpenMessage.IsAck(message))
        {
            if (_channels.TryGetValue(stream, out var confirmed))
                confirmed.IsConfirmed = true;
            return;
        }

        if (!ChannelOpenMessage.TryParse(message, out var options) || _channels.ContainsKey(stream))
        {
            _drop = DropReason.DataChannelMalformed;
            return;
        }

        var channel = new DataChannel(_association, stream, options) { IsConfirmed = true };
        _channels.Add(stream, channel);
        _association.Enqueue(ControlMessage(stream, ChannelOpenMessage.Ack));
        Announce(channel);
    }

    private void StreamsEnded(ReadOnlySpan<ushort> streams)
    {
        foreach (var stream in streams)
        {
            if (!_channels.TryGetValue(stream, out var channel))
                continue;
            channel.IsIncomingReset = true;
            if (channel.State != DataChannelState.Closing)
                BeginClosing(channel);
            EndClosing(channel);
        }
    }

    private void StreamsReset(ReadOnlySpan<ushort> streams)
    {
        foreach (var stream in streams)
        {
            if (!_channels.TryGetValue(stream, out var channel))
                continue;
            channel.IsOutgoingReset = true;
            EndClosing(channel);
        }
    }

    private void AssociationClosed(SctpCloseReason reason)
    {
        var channels = _channels.Values.ToArray();
        _channels.Clear();
        _aboveThreshold.Clear();
        foreach (var channel in channels)
        {
            channel.State = DataChannelState.Closed;
            _sink.ChannelClosed(channel);
        }

        _sink.Closed(reason);
    }

    /// <summary>Keeps the association's events out of the public surface.</summary>
    private sealed class AssociationEvents(DataTransport owner) : ISctpSink
    {
        public void SendPacket(ReadOnlySpan<byte> packet) => owner._sink.SendPacket(packet);

        public void Established() => owner.AssociationEstablished();

        public void MessageReceived(ushort stream, uint protocol, ReadOnlySpan<byte> message) =>
            owner.ReceiveMessage(stream, protocol, message);

        public void IncomingReset(ReadOnlySpan<ushort> streams) => owner.StreamsEnded(streams);

        public void OutgoingReset(ReadOnlySpan<ushort> streams) => owner.StreamsReset(streams);

        public void Closed(SctpCloseReason reason) => owner.AssociationClosed(reason);
    }
}

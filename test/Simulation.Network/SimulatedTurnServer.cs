using System.Buffers.Binary;
using System.Text;
using Plenum.Rtc;
using Plenum.Rtc.Ice.Turn;
using Plenum.Rtc.Stun;

namespace Plenum.Simulation;

/// <summary>
/// A TURN server over UDP (RFC 8656) that is as strict as a test wants: long-term credentials, permissions, channels,
/// lifetimes, nonces that go stale. It answers STUN binding requests too.
/// </summary>
public sealed class SimulatedTurnServer : ISimulatedEndpoint
{
    private const int FirstRelayPort = 50000;

    private readonly SimulatedNetwork _network;
    private readonly TransportAddress _address;
    private readonly string _user;
    private readonly byte[] _key;
    private readonly Dictionary<TransportAddress, Allocation> _byClient = [];
    private readonly Dictionary<TransportAddress, Allocation> _byRelay = [];
    private int _nextPort = FirstRelayPort;
    private int _nonce = 1;

    public SimulatedTurnServer(SimulatedNetwork network, TransportAddress address, string user, string password)
    {
        _network = network;
        _address = address;
        _user = user;
        _key = StunKey.LongTerm(user, Realm, password);
        network.Bind(address, this);
    }

    public static string Realm => "plenum.test";

    public Timestamp NextDeadline => Timestamp.Never;

    public TimeSpan Lifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>If set, Allocate is answered with 300 and this address.</summary>
    public TransportAddress Alternate { get; init; }

    public int AllocationCount => _byClient.Count;

    public int ChannelDataIn { get; private set; }

    public int IndicationsIn { get; private set; }

    public int PermissionDenied { get; private set; }

    public int Requests { get; private set; }

    /// <summary>From now on requests need another nonce.</summary>
    public void MakeNonceStale() => _nonce++;

    /// <summary>Loses every allocation, as a server that restarts.</summary>
    public void Forget()
    {
        foreach (var relay in _byRelay.Keys)
            _network.Unbind(relay);
        _byClient.Clear();
        _byRelay.Clear();
    }

    public void Tick(Timestamp now)
    {
    }

    public void Receive(Span<byte> datagram, TransportAddress source, TransportAddress destination, Timestamp now)
    {
        if (destination == _address)
            ReceiveFromClient(datagram, source, now);
        else if (_byRelay.TryGetValue(destination, out var allocation))
            Relay(allocation, datagram, source, now);
    }

    private void ReceiveFromClient(ReadOnlySpan<byte> datagram, TransportAddress client, Timestamp now)
    {
        if (ChannelData.TryRead(datagram, out var channel, out var length))
        {
            ChannelDataIn++;
            if (_byClient.TryGetValue(client, out var allocation) && allocation.Channels.TryGetValue(channel, out var peer))
                SendToPeer(allocation, datagram.Slice(ChannelData.HeaderLength, length), peer, now);
            return;
        }

        if (!StunMessage.TryParse(datagram, out var message, out _))
            return;
        if (message.Class == StunClass.Indication && message.Method == StunMethod.Send)
            ReceiveSendIndication(message, client, now);
        else if (message.Class == StunClass.Request)
            ReceiveRequest(message, client, now);
    }

    private void ReceiveSendIndication(in StunMessage message, TransportAddress client, Timestamp now)
    {
        IndicationsIn++;
        if (_byClient.TryGetValue(client, out var allocation)
            && message.TryGetAddress(StunAttributeType.XorPeerAddress, out var peer)
            && message.TryGet(StunAttributeType.Data, out var data))
        {
            SendToPeer(allocation, data, peer, now);
        }
    }

    private void ReceiveRequest(in StunMessage message, TransportAddress client, Timestamp now)
    {
        Requests++;
        if (message.Method == StunMethod.Binding)
        {
            Respond(message, client, StunErrorCode.None, StunAttributeType.XorMappedAddress, client);
            return;
        }

        if (Challenge(message) is var challenge and not StunErrorCode.None)
        {
            Respond(message, client, challenge);
            return;
        }

        var exists = _byClient.TryGetValue(client, out var allocation);
        if (message.Method == StunMethod.Allocate)
            Allocate(message, client, exists);
        else if (!exists)
            Respond(message, client, StunErrorCode.AllocationMismatch);
        else
            Change(allocation!, message, client, now);
    }

    private StunErrorCode Challenge(in StunMessage message)
    {
        if (!message.TryGet(StunAttributeType.Username, out var user) || !message.TryGet(StunAttributeType.Nonce, out var nonce)
            || !user.SequenceEqual(Encoding.UTF8.GetBytes(_user)) || !message.IsAuthentic(_key))
        {
            return StunErrorCode.Unauthenticated;
        }

        return nonce.SequenceEqual(Nonce()) ? StunErrorCode.None : StunErrorCode.StaleNonce;
    }

    private byte[] Nonce() => Encoding.ASCII.GetBytes($"nonce-{_nonce}");

    private void Allocate(in StunMessage message, TransportAddress client, bool exists)
    {
        if (!Alternate.IsNone)
        {
            Respond(message, client, StunErrorCode.TryAlternate, StunAttributeType.AlternateServer, Alternate);
            return;
        }

        if (exists && _byClient[client].Transaction != message.TransactionId)
        {
            Respond(message, client, StunErrorCode.AllocationMismatch);
            return;
        }

        if (!exists)
        {
            var relayed = _address.WithPort(_nextPort++);
            var created = new Allocation(client, relayed, message.TransactionId);
            _byClient.Add(client, created);
            _byRelay.Add(relayed, created);
            _network.Bind(relayed, this);
        }

        Respond(message, client, StunErrorCode.None, StunAttributeType.XorRelayedAddress, _byClient[client].Relayed);
    }

    private void Change(Allocation allocation, in StunMessage message, TransportAddress client, Timestamp now)
    {
        message.TryGetAddress(StunAttributeType.XorPeerAddress, out var peer);
        switch (message.Method)
        {
            case StunMethod.Refresh when message.TryGetUInt32(StunAttributeType.Lifetime, out var seconds) && seconds == 0:
                _byClient.Remove(client);
                _byRelay.Remove(allocation.Relayed);
                _network.Unbind(allocation.Relayed);
                break;
            case StunMethod.CreatePermission:
                allocation.Permissions[peer.WithPort(0)] = now + TimeSpan.FromMinutes(5);
                break;
            case StunMethod.ChannelBind when message.TryGet(StunAttributeType.ChannelNumber, out var number):
                allocation.Permissions[peer.WithPort(0)] = now + TimeSpan.FromMinutes(5);
                allocation.Channels[BinaryPrimitives.ReadUInt16BigEndian(number)] = peer;
                break;
        }

        Respond(message, client, StunErrorCode.None);
    }

    private void SendToPeer(Allocation allocation, ReadOnlySpan<byte> data, TransportAddress peer, Timestamp now)
    {
        if (IsPermitted(allocation, peer, now))
            _network.Send(allocation.Relayed, peer, data);
        else
            PermissionDenied++;
    }

    private void Relay(Allocation allocation, ReadOnlySpan<byte> data, TransportAddress peer, Timestamp now)
    {
        if (!IsPermitted(allocation, peer, now))
        {
            PermissionDenied++;
            return;
        }

        var buffer = new byte[data.Length + 100];
        foreach (var (number, bound) in allocation.Channels)
        {
            if (bound != peer)
                continue;
            ChannelData.WriteHeader(buffer, number, data.Length);
            data.CopyTo(buffer.AsSpan(ChannelData.HeaderLength));
            _network.Send(_address, allocation.Client, buffer.AsSpan(0, ChannelData.HeaderLength + data.Length));
            return;
        }

        var writer = new StunWriter(buffer, StunClass.Indication, StunMethod.Data, new StunTransactionId(1, 2));
        writer.Add(StunAttributeType.XorPeerAddress, peer);
        writer.Add(StunAttributeType.Data, data);
        _network.Send(_address, allocation.Client, writer.Message);
    }

    private static bool IsPermitted(Allocation allocation, TransportAddress peer, Timestamp now) =>
        allocation.Permissions.TryGetValue(peer.WithPort(0), out var until) && now < until;

    private void Respond(
        in StunMessage request,
        TransportAddress client,
        StunErrorCode error,
        StunAttributeType addressType = StunAttributeType.XorMappedAddress,
        TransportAddress address = default)
    {
        var isError = error != StunErrorCode.None;
        var writer = new StunWriter(
            new byte[300], isError ? StunClass.Error : StunClass.Success, request.Method, request.TransactionId);
        if (isError)
            writer.AddErrorCode(error);
        if (!address.IsNone)
            writer.Add(addressType, address);
        if (error is StunErrorCode.Unauthenticated or StunErrorCode.StaleNonce)
        {
            writer.Add(StunAttributeType.Realm, Realm);
            writer.Add(StunAttributeType.Nonce, Nonce());
        }
        else if (request.Method != StunMethod.Binding)
        {
            if (addressType == StunAttributeType.XorRelayedAddress)
                writer.Add(StunAttributeType.XorMappedAddress, client);
            writer.Add(StunAttributeType.Lifetime, (uint)Lifetime.TotalSeconds);
            writer.AddMessageIntegrity(_key);
        }

        _network.Send(_address, client, writer.Message);
    }

    private sealed record Allocation(TransportAddress Client, TransportAddress Relayed, StunTransactionId Transaction)
    {
        public Dictionary<TransportAddress, Timestamp> Permissions { get; } = [];

        public Dictionary<ushort, TransportAddress> Channels { get; } = [];
    }
}

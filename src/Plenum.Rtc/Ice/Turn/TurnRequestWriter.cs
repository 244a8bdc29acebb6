using System.Text;
using Plenum.Rtc.Stun;

namespace Plenum.Rtc.Ice.Turn;

/// <summary>Writes what goes to a TURN server, with the credentials it has asked for (RFC 8489, section 9.2).</summary>
internal sealed class TurnRequestWriter(TurnServer server, IEntropy entropy)
{
    /// <summary>What a Send indication puts around a datagram, with an IPv6 address and padding.</summary>
    public const int IndicationOverhead = StunWire.HeaderLength + 24 + StunWire.AttributeHeaderLength + 3;

    private string _realm = string.Empty;
    private byte[] _nonce = [];
    private byte[] _key = [];

    /// <summary>Whether a response may be believed: once there is a key, success must prove it.</summary>
    public bool IsAuthentic(in StunMessage response)
    {
        if (_key.Length == 0)
            return true;
        // 401 and 438 come without integrity: the server may not know which key to use (section 9.2.4).
        return response.HasIntegrity ? response.IsAuthentic(_key) : response.Class == StunClass.Error;
    }

    /// <summary>Takes realm and nonce of a 401 or 438.</summary>
    public bool TryTakeChallenge(in StunMessage response)
    {
        if (!response.TryGet(StunAttributeType.Nonce, out var nonce) || nonce.Length > 763)
            return false;
        if (response.TryGet(StunAttributeType.Realm, out var realm) && realm.Length <= 763)
            _realm = Encoding.UTF8.GetString(realm);
        // The same challenge again: the password is wrong, and asking again would not change that.
        if (_key.Length > 0 && nonce.SequenceEqual(_nonce))
            return false;
        _nonce = nonce.ToArray();
        _key = StunKey.LongTerm(server.User, _realm, server.Password);
        return true;
    }

    public (StunTransactionId Transaction, byte[] Bytes) Write(StunMethod method, TurnPeer? peer, TimeSpan lifetime)
    {
        var transaction = StunTransactionId.Create(entropy);
        var writer = new StunWriter(stackalloc byte[StunWire.MaxLength], StunClass.Request, method, transaction);
        AddArguments(ref writer, method, peer, lifetime);
        if (_key.Length > 0)
        {
            writer.Add(StunAttributeType.Username, server.User);
            writer.Add(StunAttributeType.Realm, _realm);
            writer.Add(StunAttributeType.Nonce, _nonce);
            writer.AddMessageIntegrity(_key);
        }

        return (transaction, writer.Message.ToArray());
    }

    public ReadOnlySpan<byte> WriteSendIndication(Span<byte> buffer, ReadOnlySpan<byte> datagram, TransportAddress peer)
    {
        var writer = new StunWriter(
            buffer, StunClass.Indication, StunMethod.Send, StunTransactionId.Create(entropy));
        writer.Add(StunAttributeType.XorPeerAddress, peer);
        writer.Add(StunAttributeType.Data, datagram);
        return buffer[..writer.Message.Length];
    }

    private static void AddArguments(ref StunWriter writer, StunMethod method, TurnPeer? peer, TimeSpan lifetime)
    {
        if (method == StunMethod.Allocate)
            writer.Add(StunAttributeType.RequestedTransport, TurnWire.Udp);
        if (method is StunMethod.Allocate or StunMethod.Refresh)
            writer.Add(StunAttributeType.Lifetime, (uint)lifetime.TotalSeconds);
        if (method == StunMethod.ChannelBind)
            writer.Add(StunAttributeType.ChannelNumber, (uint)peer!.Channel << 16);
        if (peer is not null)
            writer.Add(StunAttributeType.XorPeerAddress, peer.Address);
    }
}

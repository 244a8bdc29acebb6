using System.Buffers.Binary;
using FsCheck.Fluent;
using Plenum.Rtc.Stun;
using Plenum.Simulation;

namespace Plenum.Rtc.Tests.Stun;

public sealed class StunMessageTests
{
    private static readonly byte[] Key = StunKey.ShortTerm("a password of some length");
    private static readonly StunTransactionId Id = new(0x0102030405060708, 0x090a0b0c);

    [Fact]
    public void What_is_written_is_read() => FsCheck.Check.QuickThrowOnFailure(
        Prop.ForAll<byte[], ulong, uint>((data, wide, narrow) =>
        {
            var writer = new StunWriter(
                new byte[2048], StunClass.Indication, StunMethod.Send, new StunTransactionId(wide, narrow));
            writer.Add(StunAttributeType.Data, data);
            writer.Add(StunAttributeType.IceControlling, wide);
            writer.Add(StunAttributeType.Lifetime, narrow);
            writer.AddMessageIntegrity(Key);
            writer.AddMessageIntegritySha256(Key);
            writer.AddFingerprint();

            return StunMessage.TryParse(writer.Message, out var message, out _)
                && message.Class == StunClass.Indication
                && message.Method == StunMethod.Send
                && message.TransactionId == new StunTransactionId(wide, narrow)
                && message.TryGet(StunAttributeType.Data, out var readData) && readData.SequenceEqual(data)
                && message.TryGetUInt64(StunAttributeType.IceControlling, out var readWide) && readWide == wide
                && message.TryGetUInt32(StunAttributeType.Lifetime, out var readNarrow) && readNarrow == narrow
                && message.IsAuthentic(Key) && message.HasFingerprint;
        }));

    [Fact]
    public void Addresses_are_read_as_written() => FsCheck.Check.QuickThrowOnFailure(
        Prop.ForAll<ulong, ulong, ushort>((high, low, port) =>
            RoundTrips(TransportAddress.FromIPv6(high, low, port)) && RoundTrips(TransportAddress.FromIPv4((uint)low, port))));

    [Theory]
    [InlineData(StunClass.Request, StunMethod.Binding, 0x0001)]
    [InlineData(StunClass.Success, StunMethod.Binding, 0x0101)]
    [InlineData(StunClass.Error, StunMethod.Binding, 0x0111)]
    [InlineData(StunClass.Indication, StunMethod.Send, 0x0016)]
    [InlineData(StunClass.Error, StunMethod.ChannelBind, 0x0119)]
    public void Class_and_method_share_the_type(StunClass messageClass, StunMethod method, int type)
    {
        var writer = new StunWriter(new byte[20], messageClass, method, Id);
        Assert.Equal(type, BinaryPrimitives.ReadUInt16BigEndian(writer.Message));
    }

    [Fact]
    public void An_error_response_carries_its_code()
    {
        var writer = new StunWriter(new byte[100], StunClass.Error, StunMethod.Binding, Id);
        writer.AddErrorCode(StunErrorCode.RoleConflict);
        Assert.True(StunMessage.TryParse(writer.Message, out var message, out _));
        Assert.Equal(StunErrorCode.RoleConflict, message.ErrorCode);
    }

    [Fact]
    public void Unknown_attributes_that_must_be_understood_are_listed_and_others_are_not()
    {
        var writer = new StunWriter(new byte[100], StunClass.Request, StunMethod.Binding, Id);
        writer.Add((StunAttributeType)0x7001);
        writer.Add((StunAttributeType)0x9001);
        writer.Add(StunAttributeType.UserHash, new byte[32]);
        writer.Add((StunAttributeType)0x7002);
        Assert.True(StunMessage.TryParse(writer.Message, out var message, out _));

        Span<ushort> unknown = stackalloc ushort[8];
        Assert.Equal([0x7001, 0x7002], unknown[..message.UnknownAttributes(unknown)].ToArray());
    }

    [Fact]
    public void Attributes_behind_the_integrity_are_not_read()
    {
        var writer = new StunWriter(new byte[200], StunClass.Request, StunMethod.Binding, Id);
        writer.AddMessageIntegrity(Key);
        writer.Add(StunAttributeType.UseCandidate);
        writer.Add((StunAttributeType)0x7001);
        writer.AddFingerprint();
        Assert.True(StunMessage.TryParse(writer.Message, out var message, out _));

        Assert.True(message.IsAuthentic(Key));
        Assert.False(message.Has(StunAttributeType.UseCandidate));
        Assert.Equal(0, message.UnknownAttributes(stackalloc ushort[8]));
    }

    [Fact]
    public void With_both_integrities_the_stronger_one_decides()
    {
        var buffer = new byte[200];
        var writer = new StunWriter(buffer, StunClass.Request, StunMethod.Binding, Id);
        writer.AddMessageIntegrity(Key);
        writer.AddMessageIntegritySha256(Key);
        buffer[writer.Message.Length - 1] ^= 1;
        Assert.True(StunMessage.TryParse(writer.Message, out var message, out _));
        Assert.False(message.IsAuthentic(Key));
    }

    [Fact]
    public void A_truncated_SHA256_integrity_is_accepted_down_to_16_bytes()
    {
        Assert.True(IsAuthenticWithSha256Of(16));
        Assert.True(IsAuthenticWithSha256Of(28));
        Assert.False(IsAuthenticWithSha256Of(12));
    }

    [Fact]
    public void A_message_without_integrity_is_nobodys()
    {
        var writer = new StunWriter(new byte[20], StunClass.Request, StunMethod.Binding, Id);
        Assert.True(StunMessage.TryParse(writer.Message, out var message, out _));
        Assert.False(message.IsAuthentic(Key));
        Assert.False(message.IsAuthentic([]));
    }

    [Fact]
    public void A_wrong_fingerprint_does_not_parse()
    {
        var bytes = Request();
        bytes[^1] ^= 1;
        Assert.False(StunMessage.TryParse(bytes, out _, out var reason));
        Assert.Equal(DropReason.StunFingerprintMismatch, reason);
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        var bytes = Request();
        for (var length = 0; length < bytes.Length; length++)
            Assert.False(StunMessage.TryParse(bytes.AsSpan(0, length), out _, out _));
    }

    [Fact]
    public void An_attribute_that_lies_about_its_length_is_refused()
    {
        var bytes = Request();
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(22), 0xFFFF);
        Assert.False(StunMessage.TryParse(bytes, out _, out var reason));
        Assert.Equal(DropReason.StunMalformed, reason);
    }

    [Fact]
    public void An_attribute_bomb_is_refused()
    {
        var writer = new StunWriter(new byte[2048], StunClass.Request, StunMethod.Binding, Id);
        for (var i = 0; i < 100; i++)
            writer.Add(StunAttributeType.UseCandidate);
        Assert.False(StunMessage.TryParse(writer.Message, out _, out _));
    }

    [Fact]
    public void Old_STUN_without_the_cookie_is_refused()
    {
        var bytes = Request();
        bytes[4] ^= 0xFF;
        Assert.False(StunMessage.TryParse(bytes, out _, out _));
    }

    [Fact]
    public void Mangled_messages_never_throw()
    {
        var random = new SeededRandom(5);
        var valid = Request();
        for (var round = 0; round < 50_000; round++)
        {
            var bytes = valid.AsSpan(0, 1 + random.Next(valid.Length)).ToArray();
            for (var flips = random.Next(6); flips > 0; flips--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            // Half of them with a length that fits, so that the mangled attributes are reached.
            if (bytes.Length >= 20 && random.Chance(0.5))
                BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), (ushort)(bytes.Length - 20));
            ReadEverything(bytes);
        }
    }

    [Fact]
    public void Reading_verifying_and_writing_allocate_nothing()
    {
        var request = Request();
        var buffer = new byte[200];
        Allocations.AssertNone(() =>
        {
            if (!StunMessage.TryParse(request, out var message, out _) || !message.IsAuthentic(Key))
                return;
            var writer = new StunWriter(buffer, StunClass.Success, StunMethod.Binding, message.TransactionId);
            writer.Add(StunAttributeType.XorMappedAddress, TransportAddress.FromIPv4(0x7F000001, 5000));
            writer.AddMessageIntegrity(Key);
            writer.AddFingerprint();
        });
    }

    private static byte[] Request()
    {
        var writer = new StunWriter(new byte[200], StunClass.Request, StunMethod.Binding, Id);
        writer.Add(StunAttributeType.Username, "local:remote");
        writer.Add(StunAttributeType.Priority, 1234u);
        writer.Add(StunAttributeType.IceControlling, 1UL);
        writer.Add(StunAttributeType.XorMappedAddress, TransportAddress.Parse("[2001:db8::1]:5"));
        writer.AddMessageIntegrity(Key);
        writer.AddFingerprint();
        return writer.Message.ToArray();
    }

    private static bool RoundTrips(TransportAddress address)
    {
        foreach (var type in new[] { StunAttributeType.XorPeerAddress, StunAttributeType.AlternateServer })
        {
            var writer = new StunWriter(new byte[100], StunClass.Success, StunMethod.Binding, Id);
            writer.Add(type, address);
            if (!StunMessage.TryParse(writer.Message, out var message, out _)
                || !message.TryGetAddress(type, out var read) || read != address)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsAuthenticWithSha256Of(int length)
    {
        // The length field counts the truncated attribute, and the HMAC covers that length field.
        var header = new byte[20];
        new StunWriter(header, StunClass.Request, StunMethod.Binding, Id).Message.CopyTo(header);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), (ushort)(4 + length));
        byte[] bytes =
        [
            .. header, 0, 0x1C, 0, (byte)length,
            .. System.Security.Cryptography.HMACSHA256.HashData(Key, header).AsSpan(0, length),
        ];
        return StunMessage.TryParse(bytes, out var message, out _) && message.IsAuthentic(Key);
    }

    private static void ReadEverything(byte[] bytes)
    {
        if (!StunMessage.TryParse(bytes, out var message, out _))
            return;
        message.IsAuthentic(Key);
        message.UnknownAttributes(stackalloc ushort[4]);
        _ = message.ErrorCode;
        foreach (var type in Enum.GetValues<StunAttributeType>())
        {
            message.TryGet(type, out _);
            message.TryGetAddress(type, out _);
            message.TryGetUInt32(type, out _);
            message.TryGetUInt64(type, out _);
        }
    }
}

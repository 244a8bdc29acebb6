using Plenum.Rtc;
using Plenum.Rtc.Stun;

namespace Plenum.Fuzz.Targets;

/// <summary>Parses STUN and reads every attribute in every way.</summary>
internal sealed class StunTarget : FuzzTarget
{
    public static readonly byte[] Key = StunKey.ShortTerm("a password of some length");

    public override string Name => "stun";

    public override IReadOnlyList<byte[]> Dictionary { get; } =
        [.. Enum.GetValues<StunAttributeType>().Select(type => new[] { (byte)((int)type >> 8), (byte)type }), [0x21, 0x12, 0xA4, 0x42]];

    public override IEnumerable<byte[]> Seeds() => Enum.GetValues<StunClass>()
        .SelectMany(messageClass => (byte[][])[Message(messageClass, isSealed: false), Message(messageClass, isSealed: true)]);

    public override ulong Run(ReadOnlySpan<byte> input)
    {
        var mark = new Mark();
        mark.Add((ulong)Demultiplexer.Classify(input));
        if (!StunMessage.TryParse(input, out var message, out var reason))
        {
            mark.Add((ulong)reason);
            return mark.Value;
        }

        mark.Add(message.IsAuthentic(Key));
        mark.Add((ulong)message.Class);
        mark.AddMagnitude(message.UnknownAttributes(stackalloc ushort[8]));
        mark.Add((ulong)message.ErrorCode);
        foreach (var type in Enum.GetValues<StunAttributeType>())
        {
            mark.Add(message.TryGet(type, out var value));
            mark.AddMagnitude(value.Length);
            mark.Add(message.TryGetAddress(type, out var address) && address.IsIPv6);
            mark.Add(message.TryGetUInt32(type, out _));
            mark.Add(message.TryGetUInt64(type, out _));
        }

        return mark.Value;
    }

    private static byte[] Message(StunClass messageClass, bool isSealed)
    {
        var writer = new StunWriter(new byte[600], messageClass, StunMethod.Binding, new StunTransactionId(1, 2));
        writer.Add(StunAttributeType.Username, "abcdefgh:ijklmnop");
        writer.Add(StunAttributeType.Priority, 1u);
        writer.Add(StunAttributeType.IceControlling, 2UL);
        writer.Add(StunAttributeType.XorMappedAddress, TransportAddress.Parse("192.0.2.1:5"));
        writer.Add(StunAttributeType.XorPeerAddress, TransportAddress.Parse("[2001:db8::1]:5"));
        writer.AddErrorCode(StunErrorCode.RoleConflict);
        writer.AddUnknownAttributes([1, 2, 3]);
        writer.AddMessageIntegrity(Key);
        if (isSealed)
        {
            writer.AddMessageIntegritySha256(Key);
            writer.AddFingerprint();
        }

        return writer.Message.ToArray();
    }
}

using System.Buffers.Binary;
using Plenum.Rtc.Stun;

namespace Plenum.Fuzz.Targets;

/// <summary>
/// Makes garbage authentic: takes message type and attributes from the input, adds credentials, integrity and
/// fingerprint. So the code behind the authentication is reached, as by a peer that has the password and no scruples.
/// </summary>
internal static class SignedStun
{
    public static byte[] From(ReadOnlySpan<byte> input, string username, ReadOnlySpan<byte> key, StunTransactionId transaction)
    {
        var type = input.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(input) : 0;
        var (messageClass, method) = ((StunClass)(type & 3), (type & 0x100) == 0 ? StunMethod.Binding : (StunMethod)(type >> 2 & 0xF));
        var writer = new StunWriter(new byte[8192], messageClass, method, transaction);
        writer.Add(StunAttributeType.Username, username);
        for (var rest = input.Length > 2 ? input[2..] : default; rest.Length >= 4 && writer.Message.Length < 1400;)
        {
            var attribute = BinaryPrimitives.ReadUInt16BigEndian(rest);
            var length = Math.Min(BinaryPrimitives.ReadUInt16BigEndian(rest[2..]) & 0xFF, rest.Length - 4);
            writer.Add((StunAttributeType)attribute, rest.Slice(4, length));
            rest = rest[(4 + length)..];
        }

        writer.AddMessageIntegrity(key);
        writer.AddFingerprint();
        return writer.Message.ToArray();
    }

    /// <summary>An input for <see cref="From"/> with the attributes that checks have.</summary>
    public static byte[] Check(bool nominates, bool controlling) =>
    [
        0, 0,
        0x80, (byte)(controlling ? 0x2A : 0x29), 0, 8, 1, 2, 3, 4, 5, 6, 7, 8,
        0, 0x24, 0, 4, 0x6E, 0, 1, 0xFF,
        .. nominates ? new byte[] { 0, 0x25, 0, 0 } : [],
    ];
}

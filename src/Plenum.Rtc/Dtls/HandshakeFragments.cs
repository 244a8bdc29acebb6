using System.Buffers.Binary;

namespace Plenum.Rtc.Dtls;

/// <summary>
/// Looks over the handshake messages, or pieces of such, in a plaintext record (RFC 6347, section 4.2.2). These bytes
/// are authenticated by nothing until the handshake ends, and a library that meets nonsense in them ends the session:
/// so nonsense is kept from it.
/// </summary>
internal static class HandshakeFragments
{
    public const byte ClientHello = 1;

    private const byte HelloVerifyRequest = 3;
    private const byte ServerHelloDone = 14;
    private const int HeaderLength = 12;

    /// <summary>A certificate chain of a WebRTC peer is one certificate of a kilobyte or two.</summary>
    private const int MaxMessageLength = 32 * 1024;

    /// <summary>Whether the record is made of well-formed fragments alone.</summary>
    /// <param name="body">The record's body.</param>
    /// <param name="last">The number of the message that its last fragment belongs to.</param>
    /// <param name="flightEnd">The number of the message in it that ends a flight of a server, or -1.</param>
    public static bool TryRead(ReadOnlySpan<byte> body, out int last, out int flightEnd)
    {
        (last, flightEnd) = (-1, -1);
        while (body.Length >= HeaderLength)
        {
            var messageLength = ReadUInt24(body[1..]);
            var offset = ReadUInt24(body[6..]);
            var length = ReadUInt24(body[9..]);
            if (!IsKnownType(body[0]) || messageLength > MaxMessageLength)
                return false;
            if (offset + length > messageLength || HeaderLength + length > body.Length)
                return false;

            last = BinaryPrimitives.ReadUInt16BigEndian(body[4..]);
            flightEnd = EndsFlight(body[0]) ? last : flightEnd;
            body = body[(HeaderLength + length)..];
        }

        return last >= 0 && body.IsEmpty;
    }

    /// <summary>Flights 2 and 4 of RFC 6347, section 4.2.4.</summary>
    private static bool EndsFlight(byte type) => type is HelloVerifyRequest or ServerHelloDone;

    /// <summary>RFC 5246, section 7.4; RFC 6347, section 4.3.2; session tickets and certificate status besides.</summary>
    private static bool IsKnownType(byte type) =>
        type is <= 4 or (>= 11 and <= 16) or 20 or 22;

    private static int ReadUInt24(ReadOnlySpan<byte> bytes) =>
        (bytes[0] << 16) | BinaryPrimitives.ReadUInt16BigEndian(bytes[1..]);
}

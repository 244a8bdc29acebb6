using System.Buffers.Binary;
using Plenum.Rtc;

namespace Plenum.Engine.Io.Linux;

/// <summary>struct sockaddr_in and sockaddr_in6, to and from <see cref="TransportAddress"/> without allocation.</summary>
internal static class SocketAddressBytes
{
    public const int MaxLength = 28;
    private const int IPv4Length = 16;
    private const ushort FamilyIPv4 = 2;
    private const ushort FamilyIPv6 = 10;

    public static int Write(Span<byte> destination, in TransportAddress address)
    {
        destination[..MaxLength].Clear();
        BitConverter.TryWriteBytes(destination, address.IsIPv4 ? FamilyIPv4 : FamilyIPv6);
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], address.Port);
        address.WriteAddress(destination[(address.IsIPv4 ? 4 : 8)..]);
        return address.IsIPv4 ? IPv4Length : MaxLength;
    }

    public static TransportAddress Read(ReadOnlySpan<byte> source)
    {
        var port = BinaryPrimitives.ReadUInt16BigEndian(source[2..]);
        return BitConverter.ToUInt16(source) == FamilyIPv4
            ? TransportAddress.FromBytes(source.Slice(4, 4), port)
            : TransportAddress.FromBytes(source.Slice(8, 16), port);
    }
}

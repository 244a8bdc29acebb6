using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Plenum.Rtc;

/// <summary>
/// An IP address and a UDP port: a value of 24 bytes that is compared and hashed without allocation, so it is the
/// dictionary key of the packet path. IPv4-mapped IPv6 addresses (as dual-stack sockets report them) become IPv4, so
/// one remote address has one value. The default value means "no address".
/// </summary>
public readonly struct TransportAddress : IEquatable<TransportAddress>
{
    private const ulong MappedPrefix = 0x0000_FFFF_0000_0000;

    private readonly ulong _high;
    private readonly ulong _low;
    private readonly Family _family;

    private TransportAddress(ulong high, ulong low, Family family, ushort port)
    {
        _high = high;
        _low = low;
        _family = family;
        Port = port;
    }

    private enum Family : byte
    {
        None,
        IPv4,
        IPv6,
    }

    /// <summary>The UDP port, 0 to 65535.</summary>
    public ushort Port { get; }

    /// <summary>Whether this is the default value.</summary>
    public bool IsNone => _family == Family.None;

    /// <summary>Whether the address has 4 bytes.</summary>
    public bool IsIPv4 => _family == Family.IPv4;

    /// <summary>Whether the address has 16 bytes.</summary>
    public bool IsIPv6 => _family == Family.IPv6;

    /// <summary>How many bytes <see cref="WriteAddress"/> writes: 4, 16, or 0 for no address.</summary>
    public int AddressLength => _family switch { Family.IPv4 => 4, Family.IPv6 => 16, _ => 0 };

    /// <summary>Whether the address is 127.0.0.0/8 or ::1.</summary>
    public bool IsLoopback => IsIPv4 ? (_low >> 24) == 127 : IsIPv6 && _high == 0 && _low == 1;

    /// <summary>Whether the address is 169.254.0.0/16 or fe80::/10.</summary>
    public bool IsLinkLocal => IsIPv4 ? (_low >> 16) == 0xA9FE : IsIPv6 && (_high >> 54) == 0x3FA;

    /// <summary>Whether the address is 0.0.0.0 or ::.</summary>
    public bool IsUnspecified => !IsNone && _high == 0 && _low == 0;

    /// <summary>Whether the address is a multicast group (224.0.0.0/4, ff00::/8).</summary>
    public bool IsMulticast => IsIPv4 ? (_low >> 28) == 0xE : IsIPv6 && (_high >> 56) == 0xFF;

    /// <summary>An IPv4 address given as 32 bits in host order: 0x7F000001 is 127.0.0.1.</summary>
    public static TransportAddress FromIPv4(uint address, int port) => new(0, address, Family.IPv4, (ushort)port);

    /// <summary>An address from its 4 or 16 bytes in network order.</summary>
    /// <exception cref="ArgumentException">The span has neither 4 nor 16 bytes.</exception>
    public static TransportAddress FromBytes(ReadOnlySpan<byte> address, int port) => address.Length switch
    {
        4 => FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(address), port),
        16 => FromIPv6(
            BinaryPrimitives.ReadUInt64BigEndian(address), BinaryPrimitives.ReadUInt64BigEndian(address[8..]), port),
        _ => throw new ArgumentException("An IP address has 4 or 16 bytes.", nameof(address)),
    };

    /// <summary>An IPv6 address given as its upper and lower 64 bits in host order.</summary>
    public static TransportAddress FromIPv6(ulong high, ulong low, int port) =>
        high == 0 && (low & 0xFFFF_FFFF_0000_0000) == MappedPrefix
            ? FromIPv4((uint)low, port)
            : new(high, low, Family.IPv6, (ushort)port);

    /// <summary>The same address as the socket API writes it. Scope ids are not kept.</summary>
    public static TransportAddress From(IPEndPoint endPoint)
    {
        Span<byte> bytes = stackalloc byte[16];
        endPoint.Address.TryWriteBytes(bytes, out var length);
        return FromBytes(bytes[..length], endPoint.Port);
    }

    /// <summary>Reads an address without a port ("192.0.2.1", "2001:db8::1") and gives it this port.</summary>
    public static bool TryParse(ReadOnlySpan<char> address, int port, out TransportAddress result)
    {
        result = default;
        // IPAddress also takes "1", "0x7f.1" and scope ids: not what a candidate line or configuration means.
        if (address.Contains('%') || (!address.Contains(':') && address.Count('.') != 3))
            return false;
        if (port is < 0 or > ushort.MaxValue || !IPAddress.TryParse(address, out var parsed))
            return false;
        result = From(new IPEndPoint(parsed, port));
        return true;
    }

    /// <summary>Reads "192.0.2.1:3478" or "[2001:db8::1]:3478".</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TransportAddress result)
    {
        result = default;
        var colon = text.LastIndexOf(':');
        if (colon < 0 || !ushort.TryParse(text[(colon + 1)..], out var port))
            return false;
        var host = text[..colon];
        if (host is ['[', .., ']'])
            return host.Contains(':') && TryParse(host[1..^1], port, out result);
        return !host.Contains(':') && TryParse(host, port, out result);
    }

    /// <summary>Reads "192.0.2.1:3478" or "[2001:db8::1]:3478".</summary>
    /// <exception cref="FormatException">The text is neither.</exception>
    public static TransportAddress Parse(string text) =>
        TryParse(text, out var result) ? result : throw new FormatException($"'{text}' is not an address with a port.");

    /// <summary>The same address with another port.</summary>
    public TransportAddress WithPort(int port) => new(_high, _low, _family, (ushort)port);

    /// <summary>Whether both have the same IP address, whatever the ports.</summary>
    public bool HasSameAddress(TransportAddress other) =>
        _high == other._high && _low == other._low && _family == other._family;

    /// <summary>Writes the 4 or 16 address bytes in network order and returns how many.</summary>
    public int WriteAddress(Span<byte> destination)
    {
        if (IsIPv4)
        {
            BinaryPrimitives.WriteUInt32BigEndian(destination, (uint)_low);
        }
        else if (IsIPv6)
        {
            BinaryPrimitives.WriteUInt64BigEndian(destination, _high);
            BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _low);
        }

        return AddressLength;
    }

    /// <summary>The same address for the socket API. Allocates.</summary>
    public IPEndPoint ToIPEndPoint() => new(ToIPAddress(), Port);

    /// <summary>The address alone, without the port. Allocates.</summary>
    public IPAddress ToIPAddress()
    {
        if (IsNone)
            return IPAddress.None;
        Span<byte> bytes = stackalloc byte[16];
        return new IPAddress(bytes[..WriteAddress(bytes)]);
    }

    /// <summary>Whether address and port are the same.</summary>
    public static bool operator ==(TransportAddress left, TransportAddress right) => left.Equals(right);

    /// <summary>Whether address or port differ.</summary>
    public static bool operator !=(TransportAddress left, TransportAddress right) => !left.Equals(right);

    /// <inheritdoc />
    public bool Equals(TransportAddress other) =>
        _low == other._low && Port == other.Port && _high == other._high && _family == other._family;

    /// <inheritdoc />
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is TransportAddress other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(_high, _low, Port);

    /// <inheritdoc />
    public override string ToString() =>
        IsNone ? "none" : IsIPv6 ? $"[{ToIPAddress()}]:{Port}" : $"{ToIPAddress()}:{Port}";
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using Plenum.Rtc.Crypto;
using Plenum.Rtc.Srtp;

namespace Plenum.Rtc.Dtls;

/// <summary>
/// Seals and opens the records of epoch 1: AES-GCM as RFC 5288 and RFC 6347, section 4.1.2, have it. It takes over
/// from the library at the end of the handshake, which costs an established session two cipher contexts instead of
/// the 60 to 70 KB that the library's connection object holds.
/// </summary>
internal sealed class DtlsRecordProtection : IDisposable
{
    /// <summary>The part of the nonce that each record carries, and the tag.</summary>
    public const int Overhead = ExplicitNonceLength + TagLength;

    private const int ExplicitNonceLength = 8;
    private const int ImplicitNonceLength = 4;
    private const int NonceLength = ImplicitNonceLength + ExplicitNonceLength;
    private const int TagLength = 16;
    private const int ReplayWindowSize = 256;

    private readonly PacketCipher _sealing;
    private readonly PacketCipher _opening;
    private readonly byte[] _sealingSalt;
    private readonly byte[] _openingSalt;
    private readonly ReplayWindow _window = new(ReplayWindowSize);

    private DtlsRecordProtection(PacketCipher sealing, byte[] sealingSalt, PacketCipher opening, byte[] openingSalt)
    {
        _sealing = sealing;
        _sealingSalt = sealingSalt;
        _opening = opening;
        _openingSalt = openingSalt;
    }

    /// <summary>Derives the keys of both directions (RFC 5246, section 6.3).</summary>
    public static DtlsRecordProtection Create(ICryptoProvider crypto, DtlsRole role, DtlsSecrets secrets)
    {
        var suite = DtlsCipherSuite.Of(secrets.CipherSuite);
        var keyLength = suite.KeyLength;
        Span<byte> block = stackalloc byte[2 * (keyLength + ImplicitNonceLength)];
        byte[] seed = [.. secrets.ServerRandom.Span, .. secrets.ClientRandom.Span];
        TlsPrf.Expand(suite.Hash, secrets.MasterSecret.Span, "key expansion", seed, block);

        var salts = block[(2 * keyLength)..];
        var client = crypto.CreateAesGcm(block[..keyLength]);
        var server = crypto.CreateAesGcm(block[keyLength..(2 * keyLength)]);
        var clientSalt = salts[..ImplicitNonceLength].ToArray();
        var serverSalt = salts[ImplicitNonceLength..].ToArray();
        CryptographicOperations.ZeroMemory(block);
        return role == DtlsRole.Client
            ? new DtlsRecordProtection(client, clientSalt, server, serverSalt)
            : new DtlsRecordProtection(server, serverSalt, client, clientSalt);
    }

    /// <summary>Writes a whole record. The sequence number is the explicit nonce: it never comes twice.</summary>
    /// <returns>The record's length.</returns>
    public int Seal(DtlsContentType type, long sequence, ReadOnlySpan<byte> plaintext, Span<byte> record)
    {
        var bodyLength = plaintext.Length + Overhead;
        DtlsRecord.WriteHeader(record, type, epoch: 1, sequence, bodyLength);
        var explicitNonce = record.Slice(DtlsRecord.HeaderLength, ExplicitNonceLength);
        record.Slice(3, ExplicitNonceLength).CopyTo(explicitNonce);

        Span<byte> nonce = stackalloc byte[NonceLength];
        Span<byte> additional = stackalloc byte[DtlsRecord.HeaderLength];
        WriteNonce(nonce, _sealingSalt, explicitNonce);
        WriteAdditionalData(additional, record, plaintext.Length);
        _sealing.Seal(nonce, additional, plaintext, [], record[(DtlsRecord.HeaderLength + ExplicitNonceLength)..]);
        return DtlsRecord.HeaderLength + bodyLength;
    }

    /// <summary>Opens what the peer sealed, each record once.</summary>
    public bool TryOpen(DtlsRecord record, Span<byte> plaintext, out int length, out DropReason reason)
    {
        length = 0;
        reason = DropReason.DtlsReplayed;
        if (_window.Check(record.Sequence) != ReplayVerdict.Fresh)
            return false;

        reason = DropReason.DtlsNotAuthentic;
        if (!TryOpen(_opening, _openingSalt, record, plaintext, out length))
            return false;

        _window.Accept(record.Sequence);
        return true;
    }

    /// <summary>Opens what the library sealed for this side, so that it can be sealed again under our numbers.</summary>
    public bool TryOpenOwn(DtlsRecord record, Span<byte> plaintext, out int length) =>
        TryOpen(_sealing, _sealingSalt, record, plaintext, out length);

    public void Dispose()
    {
        _sealing.Dispose();
        _opening.Dispose();
    }

    private static bool TryOpen(
        PacketCipher cipher,
        ReadOnlySpan<byte> salt,
        DtlsRecord record,
        Span<byte> plaintext,
        out int length)
    {
        length = record.Body.Length - Overhead;
        if (length < 0)
            return false;

        Span<byte> nonce = stackalloc byte[NonceLength];
        Span<byte> additional = stackalloc byte[DtlsRecord.HeaderLength];
        WriteNonce(nonce, salt, record.Body[..ExplicitNonceLength]);
        WriteAdditionalData(additional, record.Bytes, length);
        return cipher.TryOpen(nonce, additional, record.Body[ExplicitNonceLength..], [], plaintext);
    }

    private static void WriteNonce(Span<byte> nonce, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> explicitNonce)
    {
        salt.CopyTo(nonce);
        explicitNonce.CopyTo(nonce[ImplicitNonceLength..]);
    }

    /// <summary>Epoch and sequence, type, version, length of the plaintext (RFC 5246, section 6.2.3.3).</summary>
    private static void WriteAdditionalData(Span<byte> additional, ReadOnlySpan<byte> record, int plaintextLength)
    {
        record.Slice(3, 8).CopyTo(additional);
        record[..3].CopyTo(additional[8..]);
        BinaryPrimitives.WriteUInt16BigEndian(additional[11..], (ushort)plaintextLength);
    }
}

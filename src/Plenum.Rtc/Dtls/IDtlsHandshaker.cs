using System.Buffers;

namespace Plenum.Rtc.Dtls;

/// <summary>
/// The cryptographic handshake alone: handshake records in, handshake records out. No timers, no datagrams, no
/// application data; <see cref="DtlsSession"/> does those. It lives until the handshake is done and is then disposed.
/// </summary>
public interface IDtlsHandshaker : IDisposable
{
    /// <summary>Takes one record (none to begin as client) and appends the records it answers with.</summary>
    DtlsProgress Advance(ReadOnlySpan<byte> record, IBufferWriter<byte> output);

    /// <summary>Why the last <see cref="Advance"/> failed.</summary>
    DtlsFailure Failure { get; }

    /// <summary>
    /// What protects the records after ChangeCipherSpec. There as soon as this side has written records of epoch 1.
    /// </summary>
    DtlsSecrets GetSecrets();

    /// <summary>What was agreed on; only after <see cref="DtlsProgress.Completed"/>.</summary>
    DtlsHandshake GetResult();
}

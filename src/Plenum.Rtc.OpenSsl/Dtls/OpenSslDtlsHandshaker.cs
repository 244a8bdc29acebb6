using System.Buffers;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Plenum.Rtc.Dtls;
using Plenum.Rtc.OpenSsl.Interop;
using Plenum.Rtc.Srtp;

namespace Plenum.Rtc.OpenSsl.Dtls;

/// <summary>
/// A DTLS 1.2 handshake by OpenSSL. Its timer is switched off, its certificate verification is the fingerprint's, its
/// datagrams are whatever record it is given.
/// </summary>
internal sealed unsafe class OpenSslDtlsHandshaker : IDtlsHandshaker
{
    private const int MasterSecretLength = 48;
    private const int RandomLength = 32;
    private const uint OneHourInMicroseconds = 3_600_000_000;

    private readonly DtlsOptions _options;
    private readonly SslHandle _ssl;
    private GCHandle _self;
    private byte* _input;
    private int _inputLength;
    private IBufferWriter<byte>? _output;
    private ExceptionDispatchInfo? _fault;
    private bool _isRefused;

    public OpenSslDtlsHandshaker(DtlsRole role, DtlsOptions options)
    {
        _options = options;
        _ssl = LibSsl.SSL_new(((OpenSslCertificate)options.Certificate).Context);
        OpenSslError.ThrowUnless(!_ssl.IsInvalid, nameof(LibSsl.SSL_new));

        // Weak: the library's pointer to a handshaker that nobody disposed must not keep it and the SSL alive.
        _self = GCHandle.Alloc(this, GCHandleType.Weak);
        var self = GCHandle.ToIntPtr(_self);
        _ = LibSsl.SSL_set_ex_data(_ssl, 0, self);
        var bio = RecordBio.Create(self);
        LibSsl.SSL_set_bio(_ssl, bio, bio);
        LibSsl.SSL_ctrl(_ssl, LibSsl.CtrlSetMtu, options.MaxDatagramLength, 0);
        LibSsl.DTLS_set_timer_cb(_ssl, &NeverExpire);
        OfferSrtp();
        if (role == DtlsRole.Client)
            LibSsl.SSL_set_connect_state(_ssl);
        else
            LibSsl.SSL_set_accept_state(_ssl);
    }

    public DtlsFailure Failure { get; private set; }

    public int MaxDatagramLength => _options.MaxDatagramLength;

    public static OpenSslDtlsHandshaker? FromHandle(nint handle) =>
        handle == 0 ? null : GCHandle.FromIntPtr(handle).Target as OpenSslDtlsHandshaker;

    public DtlsProgress Advance(ReadOnlySpan<byte> record, IBufferWriter<byte> output)
    {
        fixed (byte* pointer = record)
        {
            _input = pointer;
            _inputLength = record.Length;
            _output = output;
            LibCrypto.ERR_clear_error();
            var result = LibSsl.SSL_do_handshake(_ssl);
            _input = null;
            _inputLength = 0;
            _output = null;
            _fault?.Throw();
            return result == 1 ? DtlsProgress.Completed : Judge(result);
        }
    }

    public DtlsSecrets GetSecrets()
    {
        var masterSecret = new byte[MasterSecretLength];
        var clientRandom = new byte[RandomLength];
        var serverRandom = new byte[RandomLength];
        fixed (byte* master = masterSecret, client = clientRandom, server = serverRandom)
        {
            _ = LibSsl.SSL_SESSION_get_master_key(LibSsl.SSL_get_session(_ssl), master, MasterSecretLength);
            _ = LibSsl.SSL_get_client_random(_ssl, client, RandomLength);
            _ = LibSsl.SSL_get_server_random(_ssl, server, RandomLength);
        }

        return new DtlsSecrets(CipherSuite, masterSecret, clientRandom, serverRandom);
    }

    public DtlsHandshake GetResult()
    {
        var selected = LibSsl.SSL_get_selected_srtp_profile(_ssl);
        return selected == null
            ? new DtlsHandshake(CipherSuite, null, default)
            : new DtlsHandshake(CipherSuite, (SrtpProfile)selected->Id, ExportKeys((SrtpProfile)selected->Id));
    }

    /// <summary>Whether the peer's certificate is one that signalling announced. Called back by OpenSSL.</summary>
    public bool Accepts(nint certificate)
    {
        try
        {
            var encoded = new byte[LibCrypto.i2d_X509(certificate, null)];
            fixed (byte* pointer = encoded)
            {
                var cursor = pointer;
                _ = LibCrypto.i2d_X509(certificate, &cursor);
            }

            _isRefused = !_options.RemoteFingerprints.Any(fingerprint => fingerprint.Matches(encoded));
            return !_isRefused;
        }
        catch (Exception exception) when (Keep(exception))
        {
            return false;
        }
    }

    /// <summary>Hands the record over, once. Called back by OpenSSL.</summary>
    public int TakeInput(Span<byte> destination)
    {
        var taken = Math.Min(destination.Length, _inputLength);
        new ReadOnlySpan<byte>(_input, taken).CopyTo(destination);
        _inputLength = 0;
        return taken;
    }

    /// <summary>Takes records that OpenSSL writes. Called back by it.</summary>
    public bool PutOutput(ReadOnlySpan<byte> records)
    {
        try
        {
            _output!.Write(records);
            return true;
        }
        catch (Exception exception) when (Keep(exception))
        {
            return false;
        }
    }

    public void Dispose()
    {
        _ssl.Dispose();
        if (_self.IsAllocated)
            _self.Free();
    }

    /// <summary>What OpenSSL asks when it would start its timer. It reads its own clock; ours decides.</summary>
    [UnmanagedCallersOnly]
    private static uint NeverExpire(nint ssl, uint microseconds) => OneHourInMicroseconds;

    private ushort CipherSuite => LibSsl.SSL_CIPHER_get_protocol_id(LibSsl.SSL_get_current_cipher(_ssl));

    private void OfferSrtp()
    {
        if (_options.SrtpProfiles.Count == 0)
            return;

        // Unlike everything else in the library it returns 0 on success.
        var names = string.Join(':', _options.SrtpProfiles.Select(SrtpProfileNames.Of));
        OpenSslError.ThrowUnless(LibSsl.SSL_set_tlsext_use_srtp(_ssl, names) == 0, "SSL_set_tlsext_use_srtp");
    }

    private DtlsProgress Judge(int result)
    {
        if (LibSsl.SSL_get_error(_ssl, result) == LibSsl.ErrorWantRead)
            return DtlsProgress.WaitingForPeer;

        Failure = _isRefused ? DtlsFailure.FingerprintMismatch : HandshakeErrors.Classify(LibCrypto.ERR_peek_error());
        return DtlsProgress.Failed;
    }

    private byte[] ExportKeys(SrtpProfile profile)
    {
        var keys = new byte[SrtpProfileParameters.Of(profile).KeyingMaterialLength];
        var label = "EXTRACTOR-dtls_srtp"u8;
        fixed (byte* output = keys, labelPointer = label)
        {
            var result = LibSsl.SSL_export_keying_material(
                _ssl, output, (nuint)keys.Length, labelPointer, (nuint)label.Length, null, 0, 0);
            OpenSslError.ThrowUnless(result == 1, nameof(LibSsl.SSL_export_keying_material));
        }

        return keys;
    }

    private bool Keep(Exception exception)
    {
        _fault ??= ExceptionDispatchInfo.Capture(exception);
        return true;
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Flujo.Export.Tests.Receiving;
using Xunit;

namespace Flujo.Export.Tests;

/// <summary>Receivers behind TLS.</summary>
public sealed class CertificateTests
{
    [Fact]
    public async Task CertificateThatNobodyKnows_IsRefusedAndTheSpansArriveOnceItIsTrusted()
    {
        using var scene = new Scene();
        using X509Certificate2 certificate = MakeCertificate();
        await using Receiver receiver = await Receiver.StartAsync(certificate: certificate);
        await File.WriteAllTextAsync(scene.At("ca.pem"), certificate.ExportCertificatePem(), TestContext.Current.CancellationToken);
        string address = $"https://localhost:{receiver.Port}";

        ChildResult child = await Child.RunAsync(scene.Exporting(address), "record", "1", "3");
        ChildResult ship = await Child.LensAsync(scene.Exporting(address, ("OTEL_EXPORTER_OTLP_CERTIFICATE", scene.At("ca.pem"))), "ship");

        Assert.Equal(0, child.ExitCode);
        Assert.Contains("could not be reached", child.Error);
        Assert.Equal((0, ""), (ship.ExitCode, ship.Error));
        Assert.Equal(4, receiver.Spans.Count());
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}

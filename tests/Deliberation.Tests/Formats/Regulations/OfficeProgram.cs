using System.Diagnostics;

namespace Deliberation.Tests.Formats.Regulations;

/// <summary>LibreOffice without a window: opens files, does one command, saves them as something else.</summary>
internal static class OfficeProgram
{
    internal const string Odt = "writer8", Docx = "MS Word 2007 XML", Accept = ".uno:AcceptAllTrackedChanges",
        Reject = ".uno:RejectAllTrackedChanges";

    // Its own interface for programs: the window's commands are asked for one by one, each answer is waited for.
    private const string Script = """
        import os, signal, subprocess, sys, time, uno
        from com.sun.star.beans import PropertyValue

        def value(name, what):
            one = PropertyValue()
            one.Name, one.Value = name, what
            return one

        def ready(resolver, pipe):
            for n in range(480):
                try:
                    return resolver.resolve("uno:pipe,name=%s;urp;StarOffice.ComponentContext" % pipe)
                except Exception:
                    time.sleep(0.25)
            raise SystemExit("it did not start")

        def work(folder, pipe):
            local = uno.getComponentContext()
            context = ready(local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local), pipe)
            desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
            helper = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
            for job in open(folder + "/jobs"):
                source, command, kind, target = job.rstrip("\n").split("|")
                text = desktop.loadComponentFromURL("file://" + source, "_blank", 0, (value("Hidden", True),))
                if command:
                    helper.executeDispatch(text.CurrentController.Frame, command, "", 0, ())
                text.storeToURL("file://" + target, (value("FilterName", kind),))
                text.close(True)

        folder, pipe = sys.argv[1], "patto%d" % os.getpid()
        office = subprocess.Popen(["soffice", "-env:UserInstallation=file://%s/profile" % folder, "--headless", "--norestore",
            "--nologo", "--accept=pipe,name=%s;urp;" % pipe], start_new_session=True)
        try:
            work(folder, pipe)
        finally:
            os.killpg(office.pid, signal.SIGTERM)
            office.wait(60)
        """;

    internal static bool IsThere => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(p =>
        File.Exists(Path.Combine(p, "soffice"))) && File.Exists("/usr/bin/python3") && Run("-c", "import uno").Code == 0;

    /// <summary>Does all of it in a folder of its own and gives back what was saved, in the same order.</summary>
    internal static IReadOnlyList<byte[]> Do(IReadOnlyList<(byte[] File, string Command, string Kind)> jobs)
    {
        string folder = Directory.CreateTempSubdirectory("patto-office-").FullName;
        try
        {
            var lines = new List<string>();
            foreach (var (n, job) in jobs.Index())
            {
                File.WriteAllBytes(Path.Combine(folder, $"{n}.in"), job.File);
                lines.Add($"{folder}/{n}.in|{job.Command}|{job.Kind}|{folder}/{n}.out");
            }
            File.WriteAllLines(Path.Combine(folder, "jobs"), lines);
            File.WriteAllText(Path.Combine(folder, "script.py"), Script);
            var (code, said) = Run(Path.Combine(folder, "script.py"), folder);
            Assert.True(code == 0, $"LibreOffice stopped: {said}");
            return [.. jobs.Index().Select(j => File.ReadAllBytes(Path.Combine(folder, $"{j.Index}.out")))];
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    private static (int Code, string Said) Run(params string[] arguments)
    {
        using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", arguments)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var output = python.StandardOutput.ReadToEndAsync();
        string said = python.StandardError.ReadToEnd();
        if (!python.WaitForExit(TimeSpan.FromMinutes(10))) python.Kill(entireProcessTree: true);
        return (python.ExitCode, said + output.GetAwaiter().GetResult());
    }
}

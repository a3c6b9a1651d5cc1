@echo off
rem Starts Engram with the Java of JAVA_HOME, or else the one on the PATH.
setlocal
set "HOME_DIR=%~dp0.."
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
if defined JAVA_HOME if not exist "%JAVA%" goto nojava
rem The server for assistants is a program of its own, with libraries that no other command loads.
if "%~1"=="mcp" if "%~2"=="" if exist "%HOME_DIR%\mcp" goto mcp
set "VECTOR=--add-modules jdk.incubator.vector"
if "%ENGRAM_VECTOR%"=="off" set "VECTOR="
rem Commands that train nothing end before compilation by C2 pays, and the Vector API needs C2. The numbers are the same.
rem With --on, workers train.
set "LEVEL="
set "BRIEF=-XX:TieredStopAtLevel=1"
for %%C in (--version --help help check components plugins data manual schema completion status cancel new) do if "%~1"=="%%C" set "LEVEL=%BRIEF%"
for %%C in (run judge) do if "%~1"=="%%C" goto options
goto level
rem Without quotes, --on=NAME is two arguments. An argument with quotes inside would break the comparisons.
:options
set "ARGUMENT=%~1"
if not defined ARGUMENT goto level
set "ARGUMENT=%ARGUMENT:"=%"
if "%ARGUMENT%"=="--dry-run" set "LEVEL=%BRIEF%"
if "%ARGUMENT%"=="--on" set "LEVEL=%BRIEF%"
if "%ARGUMENT:~0,5%"=="--on=" set "LEVEL=%BRIEF%"
shift /1
goto options
:level
if defined LEVEL set "VECTOR="
rem Source plugins are compiled and gzipped data unpacked once. ENGRAM_CACHE names another folder for the results.
set "CACHE=%LOCALAPPDATA%\engram"
if defined ENGRAM_CACHE set "CACHE=%ENGRAM_CACHE%"
if "%CACHE%"=="off" set "CACHE="
rem COLUMNS in the environment is the width of results.
set "WIDTH="
if defined COLUMNS set WIDTH="-Dengram.columns=%COLUMNS%" "-Dengram.width=%COLUMNS%"
set "TIERS=-XX:Tier4InvocationThreshold=20000 -XX:Tier4MinInvocationThreshold=600 -XX:Tier4CompileThreshold=60000 -XX:Tier4BackEdgeThreshold=160000"
"%JAVA%" -XX:+UseSerialGC -Xmn32m -XX:PerMethodTrapLimit=10000 %TIERS% --enable-native-access=ALL-UNNAMED %LEVEL% %VECTOR% -Xlog:disable -Xlog:all=error:stderr %ENGRAM_JAVA_OPTIONS% %WIDTH% "-Dengram.cache=%CACHE%" "-Dengram.home=%HOME_DIR%" -Dengram.exit.offset=64 -cp "%HOME_DIR%\lib\*" dev.engram.app.Main %*
set "CODE=%ERRORLEVEL%"
rem Engram adds 64 to its exit code: other codes are not Engram's.
if "%CODE%"=="64" exit /b 0
if "%CODE%"=="65" exit /b 1
if "%CODE%"=="66" exit /b 2
if "%CODE%"=="67" exit /b 3
rem 9009 is the shell's exit code for a command that does not exist.
if "%CODE%"=="9009" goto nojava
echo engram: Java ended with exit code %CODE% before Engram reached its last line: it could not start, crashed or was killed, or a component called Runtime.halt. Completed runs are in the store. 1>&2
exit /b 1
:mcp
"%JAVA%" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dslf4j.internal.verbosity=ERROR -cp "%HOME_DIR%\mcp\*" dev.engram.mcp.McpMain "%~f0"
exit /b %ERRORLEVEL%
:nojava
echo engram: no Java found; install JDK 17 or later, or set JAVA_HOME 1>&2
exit /b 2

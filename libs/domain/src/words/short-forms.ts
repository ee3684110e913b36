/**
 * Short and household forms of given names, and the names of one saint in two languages, where the consonants do not meet
 * by themselves. A short form stands for every full name beside it: which one is meant, the rest of the record says.
 */
export const SHORT_FORMS = `
  саша сашка саня шура шурик: александр александра | леша алеша леха лёха алёша: алексей | ваня ванек: иван |
  петя: петр | коля коленька: николай | миша мишка: михаил | дима митя димка: дмитрий | женя женька: евгений евгения |
  вова володя вовка: владимир | влад владик: владислав владимир | слава: вячеслав ярослав станислав святослав |
  стас: станислав | сережа серега серый: сергей | андрюша андрюха: андрей | юра жора: юрий георгий | гоша егорка: георгий егор игорь |
  гена: геннадий | боря: борис | витя: виктор | толя толик: анатолий | костя: константин | паша: павел | гриша: григорий |
  рома: роман | вася: василий | федя: федор | степа: степан | тема: артем артемий | леня: леонид | лева: лев | валера: валерий |
  эдик: эдуард | рустик: рустам | марик: марат | тима: тимофей тимур | илюша: илья | денчик: денис | макс: максим | ник: никита |
  маша маруся маня: мария | катя катюша: екатерина | настя ася: анастасия | таня: татьяна | наташа ната: наталья наталия |
  лена лёля: елена | оля лёля: ольга | света: светлана | ира ириша: ирина | аня нюра нюша анюта: анна | юля: юлия | галя: галина |
  люда мила люся: людмила | люба: любовь | надя: надежда | валя: валентина валентин | тоня: антонина | зина: зинаида |
  рита марго: маргарита | лиза: елизавета | даша: дарья | поля: полина | соня: софия софья | ксюша оксана: ксения | лида: лидия |
  тома: тамара | рая: раиса | клава: клавдия | вика: виктория | лера: валерия | варя: варвара | гуля: гульнара гульнура |
  лара: лариса | сима: серафима | уля: ульяна |
  алекс: александр алексей | эля: эльвира элина | фая: фаина |
  bill billy will willy liam: william | bob bobby rob robbie: robert | dick rick ricky rich: richard | jim jimmy jamie: james |
  jack johnny jon: john | mike mick mickey: michael | tom tommy: thomas | dave davy: david | dan danny: daniel | joe joey: joseph |
  tony: anthony | steve: steven stephen | nick: nicholas | chris: christopher christian christine christina | matt: matthew |
  andy drew: andrew | ed eddie ted ned: edward edwin | charlie chuck: charles | frank: francis | harry hank: henry harold |
  sam: samuel samantha | ben: benjamin | alex: alexander alexandra | max: maxwell maximilian | greg: gregory | phil: philip |
  pete: peter | ron: ronald | ray: raymond | larry: lawrence | jerry: gerald jeremy | ken: kenneth | don: donald | tim: timothy |
  fred: frederick alfred | pat: patrick patricia | kate katie kathy cathy: katherine catherine |
  liz lizzie beth betty eliza lisa: elizabeth | maggie meg peggy: margaret | molly polly: mary | nancy nan annie: ann anne anna |
  sally sadie: sarah | sue susie: susan | vicky: victoria | becky: rebecca | debbie: deborah | jenny jen: jennifer |
  nell nellie: eleanor helen | sandy: alexandra sandra | kim: kimberly | mandy: amanda | tina: christina | steph: stephanie |
  abby: abigail | josie: josephine | jess: jessica | jo: joanna josephine | zack: zachary | nate: nathan nathaniel |
  michael: михаил | catherine katherine: екатерина | eugene: евгений | nicholas: николай | andrew: андрей | paul: павел |
  peter: петр | helen: елена | julia: юлия | george: георгий | alexis: алексей | joseph: يوسف | abraham: ابراهيم | jacob: يعقوب |
  david: داود | mary: مريم мария | moses: موسى | jesus: عيسى | solomon: سليمان | noah: نوح | jonah: يونس | michel michele: ميشيل |
  sasha shura sanya: aleksandr | lyosha alyosha lesha: aleksei | vanya: ivan | petya: petr | kolya: nikolai | misha: mikhail |
  dima mitya: dmitrii | zhenya: evgenii | vova volodya: vladimir | slava: vyacheslav stanislav | seryozha serezha: sergei |
  yura: yurii | borya: boris | vitya: viktor | tolya: anatolii | kostya: konstantin | pasha: pavel | grisha: grigorii |
  masha: mariya | katya: ekaterina | nastya: anastasiya | tanya: tatyana | natasha: natalya | lena: elena | olya: olga |
  sveta: svetlana | ira: irina | anya: anna | yulya: yuliya | galya: galina | lyuda: lyudmila | nadya: nadezhda | dasha: darya |
  hamada hamouda hamoudi mido: محمد احمد محمود | abdo abdou aboud abboud: عبدالله عبدالرحمن | hima: ابراهيم |
  حمادة حموده حمودي ميدو: محمد احمد محمود | حوده: محمود محمد | عبده عبود عبدو عبودي: عبدالله عبدالرحمن عبدالعزيز |
  هيما برهوم: ابراهيم | علاوي علوش: علي | حسونه حسوني: حسن حسين | فطوم فطومه طمطم: فاطمه | زنوبه زوزو: زينب | خدوج: خديجه |
  عيوش عوش: عائشه | مريومه مرمر: مريم | كيمو: كريم | عموري: عمر عمرو عمار | جو يويو: يوسف | درش صطوف: مصطفى | سلوم: سالم سليم |
  خلودي: خالد | نونو: نور نورهان | سوسو: سوسن سعاد | سمسم: اسامه سامح | شوشو: شيماء | توته: فاتن | ليلو: ليلى |
  میتی: مهدی | ممد: محمد
`;
